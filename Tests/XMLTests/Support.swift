import Glibc
import XML

/// Reads a fixture beside the tests.
func fixture(_ name: String, from file: StaticString = #filePath) -> [UInt8] {
  let path = "\(file)".split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
    separator: "/")
  return contents(of: "\(path)/Fixtures/\(name)") ?? []
}

/// Reads a file whole, or nil.
func contents(of path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

/// The faults of a parse; empty if it succeeds.
func faults(
  _ bytes: [UInt8], limits: XMLLimits = XMLLimits(), doctype: XMLDoctypeRule = .refuse
) -> [XMLFault] {
  do throws(XMLFaults) {
    _ = try XMLDocument(parsing: bytes, limits: limits, doctype: doctype)
    return []
  } catch { return error.all }
}

func faults(_ text: String, doctype: XMLDoctypeRule = .refuse) -> [XMLFault] {
  faults(Array(text.utf8), doctype: doctype)
}

/// The events of a stream, and the faults that ended it.
func events(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) -> (events: [XMLEvent], faults: [XMLFault]) {
  var events: [XMLEvent] = []
  do throws(XMLFaults) {
    let stream = try XMLStream(bytes, limits: limits)
    while let event = try stream.next() { events.append(event) }
    return (events, [])
  } catch { return (events, error.all) }
}

/// Resident memory of this process in bytes.
func residentBytes() -> Int {
  let text = String(decoding: contents(of: "/proc/self/statm") ?? [], as: UTF8.self)
  return Int(text.split(separator: " ")[1]).map { $0 * 4096 } ?? 0
}
