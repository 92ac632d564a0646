package io.podspan.bgpreflector.alone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The reflector, or what trains it, as a process of its own. */
public final class ReflectorProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path log;

  public ReflectorProcess(Path log, String... arguments) throws IOException {
    this(log, ReflectorCommand.class, arguments);
  }

  ReflectorProcess(Path log, Class<?> main, String... arguments) throws IOException {
    this.log = log;
    List<String> command =
        new ArrayList<>(
            List.of(
                // Whoever starts the tests may have it ignored, as nohup does, and children inherit
                // that.
                "env",
                "--default-signal=HUP",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
    command.addAll(List.of(arguments));
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public String said() throws IOException {
    return Files.readString(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** By SIGKILL: nothing is said to anybody, and nothing is written down. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
