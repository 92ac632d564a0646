package io.podspan.cli;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.PrintableOutput;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One command, run in this JVM.
 *
 * @param out what it wrote on standard output
 * @param err what it wrote on standard error
 */
public record CommandRun(int code, String out, String err) {

  public static CommandRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Podspan.commandLine()
            .setOut(new PrintWriter(printable(out), true))
            .setErr(new PrintWriter(printable(err), true))
            .execute(arguments);
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** As the streams of the process are. */
  private static PrintStream printable(ByteArrayOutputStream to) {
    return PrintableOutput.over(new PrintStream(to, true, StandardCharsets.UTF_8));
  }

  /** With one service that answers and the other four away. */
  static CommandRun with(Service present, FakeService service, String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    for (Service each : Service.values()) {
      String url = each == present ? service.url() : "http://127.0.0.1:1";
      line.addAll(List.of("--url", each.module() + "=" + url));
    }
    return of(line.toArray(String[]::new));
  }
}
