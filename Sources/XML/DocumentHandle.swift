import CLibXML2
import Synchronization

/// Owns a tree of libxml2.
///
/// `@unchecked Sendable`: the tree is reached only through `withTree`, one thread at a time, because even
/// reading may write to it (XSD validation registers IDs, XPath may number nodes).
final class DocumentHandle: @unchecked Sendable {
  private let tree: xmlDocPtr
  private let value = Mutex<XMLElement?>(nil)
  /// The document names schemas for itself.
  let hasSchemaHints: Bool

  /// Takes over a tree.
  init(owning tree: xmlDocPtr, hasSchemaHints: Bool) {
    self.tree = tree
    self.hasSchemaHints = hasSchemaHints
  }

  deinit { xmlFreeDoc(tree) }

  /// Runs a body that may touch the tree and must not keep it.
  func withTree<R: Sendable, E: Error>(_ body: (xmlDocPtr) throws(E) -> R) throws(E) -> R {
    try value.withLock { (_: inout XMLElement?) throws(E) -> R in try body(tree) }
  }

  /// The root as a value, copied at the first call.
  var root: XMLElement {
    value.withLock { value in
      if let value { return value }
      var reader = TreeReader()
      let element = xmlDocGetRootElement(tree).map { reader.element($0) } ?? XMLElement("")
      value = element
      return element
    }
  }
}
