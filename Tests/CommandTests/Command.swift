import Foundation
import Support

/// Runs the built program as a person would.
struct Command {
  let status: Int32
  let out: String
  let error: String

  /// The program beside the test bundle.
  static let program: String = {
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appending(path: "gongkai").path
  }()

  /// Runs the program, or another one, with arguments.
  @discardableResult
  init(_ arguments: [String], in folder: String? = nil, launching: String = Command.program) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: launching)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // Read both at once, or a full pipe would stop the program.
    let collected = DispatchQueue(label: "stderr")
    nonisolated(unsafe) var errorData = Data()
    let group = DispatchGroup()
    group.enter()
    collected.async {
      errorData = errors.fileHandleForReading.readDataToEndOfFile()
      group.leave()
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    group.wait()
    process.waitUntilExit()
    status = process.terminationStatus
    out = String(decoding: data, as: UTF8.self)
    error = String(decoding: errorData, as: UTF8.self)
  }
}
