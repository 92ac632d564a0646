package io.podspan.clusteraccess;

import static io.podspan.clusteraccess.ScriptedExec.exit;
import static io.podspan.clusteraccess.ScriptedExec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.clusteraccess.ExecOutcome.Cause;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.clusteraccess.ExecOutcome.Finished;
import io.podspan.events.AccessReference;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecStreamTest {
  private static final PodContainer ROUTER =
      new PodContainer("kube-system", "kube-router-x", "kube-router");
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final ExecStream.Limits PATIENT = new ExecStream.Limits(AMPLE, AMPLE, AMPLE);

  @TempDir Path folder;

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Consumer<String> atEach = _ -> {};
  private boolean interrupted;

  private ExecOutcome follow(int port, ExecStream.Limits limits) throws Exception {
    Files.writeString(folder.resolve("paris"), PodExecTest.kubeconfig(port));
    try (ClusterClients clients = new ClusterClients(new Credentials(folder))) {
      ExecOutcome outcome =
          ExecStream.follow(
              clients.client(new AccessReference("paris", null)), ROUTER, limits, lines(), "watch");
      interrupted = Thread.interrupted();
      return outcome;
    }
  }

  private ExecStream.Lines lines() {
    return new ExecStream.Lines() {
      @Override
      public void stdout(String line) {
        heard.add("1 " + line);
        atEach.accept(line);
      }

      @Override
      public void stderr(String line) {
        heard.add("2 " + line);
        atEach.accept(line);
      }
    };
  }

  private ExecOutcome play(ExecStream.Limits limits, Consumer<ServerWebSocket> script)
      throws Exception {
    try (ScriptedExec server = ScriptedExec.playing(script)) {
      return follow(server.port(), limits);
    }
  }

  @Test
  void givesTheLinesOfBothChannelsAndHowItEnded() throws Exception {
    ExecOutcome outcome =
        play(
            PATIENT,
            s -> {
              s.write(message(1, ""));
              s.write(message(1, "one\ntwo\n"));
              s.write(message(2, "a com"));
              s.write(message(1, "three\r\n"));
              s.write(message(2, "plaint\nno line"));
              s.write(exit(7));
            });
    assertThat(outcome).isEqualTo(new Finished(7, "", ""));
    assertThat(heard).containsExactly("1 one", "1 two", "1 three\r", "2 a complaint");
  }

  @Test
  void aLineIsTheSameWhereverItIsCut() throws Exception {
    byte[] text = "préfixe 10.2.1.0/24\n\nx\n".getBytes(StandardCharsets.UTF_8);
    play(
        PATIENT,
        s -> {
          for (byte octet : text) {
            s.write(Buffer.buffer(new byte[] {1, octet}));
          }
          s.write(exit(0));
        });
    assertThat(heard).containsExactly("1 préfixe 10.2.1.0/24", "1 ", "1 x");
  }

  @Test
  void givesALineWhileTheCommandRuns() throws Exception {
    CountDownLatch given = new CountDownLatch(1);
    atEach = _ -> given.countDown();
    ExecOutcome outcome =
        play(
            PATIENT,
            s -> {
              s.write(message(1, "now\n"));
              Thread.startVirtualThread(
                  () -> {
                    awaited(given);
                    s.write(exit(0));
                  });
            });
    assertThat(outcome).isEqualTo(new Finished(0, "", ""));
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void endsAfterASilence() throws Exception {
    ExecStream.Limits limits = new ExecStream.Limits(AMPLE, Duration.ofMillis(300), AMPLE);
    assertThat(play(limits, s -> s.write(message(1, "one\n"))))
        .isEqualTo(new Failed(Cause.TIMEOUT, "it was silent for 300 ms"));
    assertThat(heard).containsExactly("1 one");
  }

  @Test
  void whatNeverBecomesALineIsSilence() throws Exception {
    ExecStream.Limits limits = new ExecStream.Limits(AMPLE, Duration.ofMillis(500), AMPLE);
    assertThat(play(limits, s -> drip(s, Buffer.buffer(new byte[] {1, '.'}))))
        .isEqualTo(new Failed(Cause.TIMEOUT, "it was silent for 500 ms"));
  }

  /** For ever, a message as soon as the one before has gone. */
  private static void drip(ServerWebSocket socket, Buffer message) {
    socket.write(message).onSuccess(_ -> drip(socket, message));
  }

  @Test
  void endsWhenItsTimeIsOverHoweverMuchItSays() throws Exception {
    ExecStream.Limits limits = new ExecStream.Limits(AMPLE, AMPLE, Duration.ofMillis(700));
    assertThat(play(limits, s -> drip(s, message(1, ".\n"))))
        .isEqualTo(new Failed(Cause.TIMEOUT, "it did not end within 700 ms"));
    assertThat(heard).isNotEmpty();
  }

  @Test
  void aLineWithoutAnEndIsNotReadForEver() throws Exception {
    assertThat(play(PATIENT, s -> drip(s, message(2, "x".repeat(30_000)))))
        .isEqualTo(new Failed(Cause.TOO_MUCH_OUTPUT, "it printed a line of more than 65536 bytes"));
  }

  @Test
  void aReaderThatIsSlowSlowsItsServer() throws Exception {
    CountDownLatch much = new CountDownLatch(1_000);
    AtomicBoolean slowed = new AtomicBoolean();
    CountDownLatch first = new CountDownLatch(1);
    atEach =
        _ -> {
          if (first.getCount() > 0) {
            first.countDown();
            slowed.set(!happens(much));
          }
        };
    play(
        new ExecStream.Limits(AMPLE, AMPLE, Duration.ofSeconds(2)),
        s -> flood(s, message(1, "x".repeat(60_000) + "\n"), much));
    assertThat(slowed).as("less than 60 MB were sent").isTrue();
    assertThat(heard).as("it goes on").hasSizeGreaterThan(1);
  }

  private static boolean happens(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** For ever, and counted. */
  private static void flood(ServerWebSocket socket, Buffer message, CountDownLatch sent) {
    socket
        .write(message)
        .onSuccess(
            _ -> {
              sent.countDown();
              flood(socket, message, sent);
            });
  }

  @Test
  void aCallerThatIsInterruptedStops() throws Exception {
    Thread caller = Thread.currentThread();
    atEach = _ -> caller.interrupt();
    assertThat(play(PATIENT, s -> s.write(message(1, "one\n"))))
        .isEqualTo(new Failed(Cause.TIMEOUT, "the caller was interrupted"));
    assertThat(interrupted).as("it is told to who called").isTrue();
  }

  @Test
  void saysThatTheConnectionEndedEarly() throws Exception {
    assertThat(play(PATIENT, ServerWebSocket::close))
        .isEqualTo(new Failed(Cause.UNREACHABLE, "the connection ended before the command did"));
  }

  @ParameterizedTest
  @CsvSource({"401,FORBIDDEN", "403,FORBIDDEN", "404,NO_CONTAINER", "503,UNREACHABLE"})
  void saysWhyTheServerRefuses(int status, Cause cause) throws Exception {
    try (ScriptedExec server = ScriptedExec.refusing(status)) {
      assertThat(follow(server.port(), PATIENT))
          .isInstanceOfSatisfying(Failed.class, f -> assertThat(f.cause()).isEqualTo(cause));
    }
  }

  @Test
  void endsWhenTheServerNeverAnswers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      assertThat(
              follow(
                  silent.getLocalPort(),
                  new ExecStream.Limits(Duration.ofMillis(500), AMPLE, AMPLE)))
          .isEqualTo(new Failed(Cause.UNREACHABLE, "it did not begin within 500 ms"));
    }
  }
}
