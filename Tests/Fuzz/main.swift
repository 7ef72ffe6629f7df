// Coverage-guided fuzzing of everything that reads what others wrote. Built and run by .ci/fuzz only, with libFuzzer:
// GONGKAI_FUZZ_TARGET names the target, the arguments are libFuzzer's.
import Foundation

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

guard let target = FuzzTarget.named(ProcessInfo.processInfo.environment["GONGKAI_FUZZ_TARGET"] ?? "") else {
  print("GONGKAI_FUZZ_TARGET: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
  exit(64)
}
FuzzTarget.chosen = target
var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(
  runFuzzer(&count, &arguments) { start, size in
    FuzzTarget.chosen?.run(start.map { Array(UnsafeBufferPointer(start: $0, count: size)) } ?? [])
    return 0
  })
