/// A piece of a file's text.
public struct FilePart: Sendable, Hashable {
  /// Where it stands, in Chinese: 正文第3段, 页眉, 批注1, 工作表“名单”（隐藏）C17, 第2页.
  public var place: String
  /// The text in UTF-8.
  public var text: [UInt8]
  /// A reader who opens the file does not see it.
  public var isHidden: Bool
  /// Its place in a table, if it stands in one.
  public var row: TableCell?
  /// A whole number of 16 digits or more that was stored as a number: what follows its 15th digit is lost and reads
  /// as zeros, so no checksum will hold.
  public var isRounded: Bool

  /// Makes a part.
  public init(
    place: String, text: [UInt8], isHidden: Bool = false, row: TableCell? = nil, isRounded: Bool = false
  ) {
    self.place = place
    self.text = text
    self.isHidden = isHidden
    self.row = row
    self.isRounded = isRounded
  }
}
