package io.podspan.lab.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A program run to its end with a bare environment: it sees no secret of the caller, and its
 * messages are in English.
 */
public record Command(List<String> arguments) {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final Executor THREADS = Thread::startVirtualThread;

  /** The exit code of a program and all of its two outputs. */
  public record Result(int exitCode, String output, String errors) {}

  public Command {
    arguments = List.copyOf(arguments);
  }

  public static Command of(String... arguments) {
    return new Command(List.of(arguments));
  }

  /** A builder for programs that go on running, with the same bare environment. */
  public static ProcessBuilder builder(List<String> arguments) {
    var builder = new ProcessBuilder(arguments);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("HOME", "/");
    return builder;
  }

  /** Whether there is such a program here. */
  public static boolean finds(String program) {
    return program.contains("/")
        ? Files.isExecutable(Path.of(program))
        : Arrays.stream(PATH.split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  public Result run() {
    return run("");
  }

  /**
   * Runs it, with the input on its standard input.
   *
   * @throws LabException when the program cannot be started
   */
  public Result run(String input) {
    try {
      Process process = builder(arguments).start();
      var errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), THREADS);
      var fed = CompletableFuture.runAsync(() -> feed(process, input), THREADS);
      String output = text(process.getInputStream());
      int exitCode = process.waitFor();
      fed.join();
      return new Result(exitCode, output, errors.join());
    } catch (IOException e) {
      throw new LabException("cannot run " + arguments.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while running " + arguments.getFirst(), e);
    }
  }

  /**
   * Runs it and returns its output.
   *
   * @throws LabException with the program's own message when it fails
   */
  public String require(String input) {
    Result result = run(input);
    if (result.exitCode() != 0) {
      throw new LabException(
          String.join(" ", arguments)
              + " failed with exit code "
              + result.exitCode()
              + ": "
              + result.errors().strip());
    }
    return result.output();
  }

  private static void feed(Process process, String input) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException ignored) {
      // The program ended without reading its input. Its exit code says whether it failed.
    }
  }

  private static String text(java.io.InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
