// Coverage-guided fuzzing of everything that reads what others wrote. Built and run by .ci/fuzz only, with libFuzzer,
// whose main calls this function. GONGKAI_FUZZ_TARGET names the target.
import Foundation

/// One input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  chosen.run(start.map { Array(UnsafeBufferPointer(start: $0, count: size)) } ?? [])
  return 0
}

private let chosen: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["GONGKAI_FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    print("GONGKAI_FUZZ_TARGET: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
    exit(64)
  }
  return target
}()

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The package manager links an executable's main under this name, in place of libFuzzer's.
@_cdecl("Fuzz_main")
public func fuzzMain(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> CInt {
  var count = count
  var arguments = arguments
  return runFuzzer(&count, &arguments) { start, size in fuzz(start, size) }
}
