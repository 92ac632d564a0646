package io.podspan.clusteraccess;

import static io.podspan.clusteraccess.ScriptedExec.exit;
import static io.podspan.clusteraccess.ScriptedExec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.clusteraccess.ExecOutcome.Cause;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.clusteraccess.ExecOutcome.Finished;
import io.podspan.events.AccessReference;
import io.vertx.core.http.ServerWebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodExecTest {
  private static final PodContainer ROUTER =
      new PodContainer("kube-system", "kube-router-x", "kube-router");
  private static final Duration AMPLE = Duration.ofSeconds(60);

  @TempDir Path folder;

  static String kubeconfig(int port) {
    return """
    current-context: main
    contexts: [{name: main, context: {cluster: c}}]
    clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
    """
        .formatted(port);
  }

  private ExecOutcome run(int port, Duration timeout, String... command) throws Exception {
    Files.writeString(folder.resolve("paris"), kubeconfig(port));
    try (ClusterClients clients = new ClusterClients(new Credentials(folder))) {
      return PodExec.run(
          clients.client(new AccessReference("paris", null)), ROUTER, timeout, command);
    }
  }

  private ExecOutcome play(Consumer<ServerWebSocket> script) throws Exception {
    try (ScriptedExec server = ScriptedExec.playing(script)) {
      return run(server.port(), AMPLE, "ip", "route");
    }
  }

  @Test
  void givesOutputAndExitCode() throws Exception {
    ExecOutcome outcome =
        play(
            s -> {
              s.write(message(1, ""));
              s.write(message(1, "10.1.0.0/24 "));
              s.write(message(2, "hm"));
              s.write(message(1, "via 192.0.2.1"));
              s.write(exit(0));
              s.close();
            });
    assertThat(outcome).isEqualTo(new Finished(0, "10.1.0.0/24 via 192.0.2.1", "hm"));
  }

  @Test
  void givesTheExitCodeOfACommandThatFailed() throws Exception {
    ExecOutcome outcome =
        play(
            s -> {
              s.write(message(2, "no such device"));
              s.write(exit(2));
            });
    assertThat(outcome).isEqualTo(new Finished(2, "", "no such device"));
  }

  @Test
  void asksOnceAndSendsArgumentsAsTheyAre() throws Exception {
    try (ScriptedExec server = ScriptedExec.playing(s -> s.write(exit(0)))) {
      run(server.port(), AMPLE, "sh", "-c", "a&b=c; d \"é\" +%");
      assertThat(server.requests)
          .containsExactly(
              "GET /api/v1/namespaces/kube-system/pods/kube-router-x/exec"
                  + "?command=sh&command=-c&command=a%26b%3Dc%3B%20d%20%22%C3%A9%22%20%2B%25"
                  + "&container=kube-router&stdout=true&stderr=true");
    }
  }

  @Test
  void givesUpWhenTheTimeIsOver() throws Exception {
    try (ScriptedExec server = ScriptedExec.playing(s -> s.write(message(1, "...")))) {
      assertThat(run(server.port(), Duration.ofMillis(500), "sleep", "9"))
          .isEqualTo(new Failed(Cause.TIMEOUT, "it did not end within 500 ms"));
    }
  }

  @Test
  void givesUpWhenTheCommandSaysTooMuch() throws Exception {
    String much = "x".repeat(60_000);
    ExecOutcome outcome =
        play(
            s -> {
              for (int i = 0; i < 20; i++) {
                s.write(message(1, much));
              }
              s.write(exit(0));
            });
    assertThat(outcome)
        .isEqualTo(new Failed(Cause.TOO_MUCH_OUTPUT, "it printed more than 1048576 bytes"));
  }

  @Test
  void readsALargeTable() throws Exception {
    String much = "x".repeat(60_000);
    ExecOutcome outcome =
        play(
            s -> {
              for (int i = 0; i < 10; i++) {
                s.write(message(1, much));
              }
              s.write(exit(0));
            });
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Finished.class, f -> assertThat(f.stdout()).isEqualTo(much.repeat(10)));
  }

  @Test
  void saysThatTheConnectionEndedEarly() throws Exception {
    assertThat(play(ServerWebSocket::close))
        .isEqualTo(new Failed(Cause.UNREACHABLE, "the connection ended before the command did"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "{\"status\":[]}", "{\"status\":\"Failure\"}", "[]", ""})
  void survivesALastWordThatIsNoStatus(String word) throws Exception {
    assertThat(play(s -> s.write(message(3, word)))).isInstanceOf(Failed.class);
  }

  @ParameterizedTest
  @CsvSource({"401,FORBIDDEN", "403,FORBIDDEN", "404,NO_CONTAINER", "503,UNREACHABLE"})
  void saysWhyTheServerRefuses(int status, Cause cause) throws Exception {
    try (ScriptedExec server = ScriptedExec.refusing(status)) {
      assertThat(run(server.port(), AMPLE, "ip"))
          .isInstanceOfSatisfying(Failed.class, f -> assertThat(f.cause()).isEqualTo(cause));
    }
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    int port;
    try (ScriptedExec server = ScriptedExec.refusing(500)) {
      port = server.port();
    }
    assertThat(run(port, AMPLE, "ip"))
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.cause()).isEqualTo(Cause.UNREACHABLE));
  }
}
