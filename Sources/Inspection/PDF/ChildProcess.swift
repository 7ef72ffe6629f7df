#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs a program without a shell, with a limit of time, memory and output, and nothing on its streams.
enum ChildProcess {
  /// Runs a program to its end.
  ///
  /// - Returns: whether it ended by itself with status 0 in time.
  static func run(_ program: String, _ arguments: [String], seconds: Int, maxFileBytes: Int) -> Bool {
    // prlimit, of util-linux, keeps what reads hostile files from eating the machine; without it time alone limits.
    let limiter = "/usr/bin/prlimit"
    let limits = ["--as=\(1 << 30)", "--fsize=\(maxFileBytes)", "--cpu=\(seconds)", "--core=0", program]
    let isLimited = access(limiter, X_OK) == 0
    let line = isLimited ? [limiter] + limits + arguments : [program] + arguments
    guard let child = start(line) else { return false }
    return wait(child, seconds: seconds)
  }

  private static func start(_ line: [String]) -> pid_t? {
    guard let program = line.first else { return nil }
    var actions = posix_spawn_file_actions_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (stream, mode) in [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_WRONLY), (STDERR_FILENO, O_WRONLY)] {
      guard posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", mode, 0) == 0 else { return nil }
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = line.map { (text: String) in strdup(text) }
    let settings = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]
    var variables: [UnsafeMutablePointer<CChar>?] = settings.map { (text: String) in strdup(text) }
    defer { for text in arguments + variables { free(text) } }
    arguments.append(nil)
    variables.append(nil)
    var child: pid_t = 0
    return posix_spawn(&child, program, &actions, nil, arguments, variables) == 0 ? child : nil
  }

  private static func wait(_ child: pid_t, seconds: Int) -> Bool {
    var status: Int32 = 0
    var pause: UInt32 = 500
    var waited = 0
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      // The low 7 bits are the signal that ended it, the next 8 its status.
      if ended == child { return status & 0x7F == 0 && (status >> 8) & 0xFF == 0 }
      if ended < 0, errno != EINTR { return false }
      if waited / 1_000_000 >= seconds {
        kill(child, SIGKILL)
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return false
      }
      usleep(pause)
      waited += Int(pause)
      pause = min(20_000, pause * 2)
    }
  }
}
