/// Decides from one look after another when a rendering is due: something changed, and then stayed as it was for two
/// looks, so that a file half saved or a checkout under way is not rendered.
struct Settling<Look: Equatable & Sendable>: Sendable {
  /// What the latest rendering was made from, or earlier.
  private var rendered: Look
  private var latest: Look

  /// Begins with the look taken before the first rendering.
  init(rendered: Look) {
    self.rendered = rendered
    latest = rendered
  }

  /// Takes in a look; true when a rendering is due. A change during that rendering shows in a later look.
  mutating func isDue(_ look: Look) -> Bool {
    defer { latest = look }
    guard look == latest, look != rendered else { return false }
    rendered = look
    return true
  }
}
