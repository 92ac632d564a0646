package io.podspan.probeservice.kubernetes;

import static io.podspan.probeservice.paths.PathKind.HTTP;
import static io.podspan.probeservice.paths.PathKind.TCP;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.paths.PathKind;
import io.podspan.probeservice.paths.PathResult;
import io.podspan.probeservice.paths.PathResult.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script in a real shell, with the tools of this machine, on loopback. */
class MeasureScriptTest {
  private static final IpAddress LOOPBACK = IpAddress.of("127.0.0.1");
  private static final int NOBODYS_PORT = 1;
  private static final Set<PathKind> KINDS =
      EnumSet.complementOf(EnumSet.of(PathKind.SOURCE, PathKind.MTU));

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void anHttpServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void noServer() {
    server.stop(0);
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private Map<PathKind, PathResult> run(String path, int port) throws Exception {
    return MeasureOutput.parse(
        output(path, port), "default/web-0", LOOPBACK, KINDS, port, "localhost");
  }

  private String output(String path, int port) throws Exception {
    return output(path, port, KINDS);
  }

  private String output(String path, int port, Set<PathKind> kinds) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(MeasureScript.command(LOOPBACK, port, "localhost", kinds));
    builder.command().set(0, "/bin/sh");
    builder.environment().put("PATH", path);
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** A PATH that has no tools but these. */
  private String with(String... tools) throws IOException {
    for (String tool : tools) {
      for (String place : List.of("/usr/bin/", "/bin/")) {
        Path program = Path.of(place + tool);
        Path copy = folder.resolve(tool);
        if (Files.isExecutable(program) && !Files.exists(copy)) {
          Files.copy(program, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return folder.toString();
  }

  @Test
  void measuresAllKindsAtTheSameTime() throws Exception {
    Map<PathKind, PathResult> results = run("/usr/bin:/bin", port());
    assertThat(results).containsOnlyKeys(KINDS);
    assertThat(results.values())
        .allSatisfy(
            result -> assertThat(result.state()).as(result.toString()).isEqualTo(State.REACHED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "curl"})
  void tellsAPortThatAnswersFromOneThatRefuses(String tool) throws Exception {
    String path = with(tool, "timeout", "head", "getent");
    assertThat(run(path, port()).get(TCP).state()).isEqualTo(State.REACHED);
    assertThat(run(path, port()).get(HTTP).detail()).isEqualTo("HTTP 404");
    int port = port();
    server.stop(0);
    assertThat(run(path, port).get(TCP).state()).isEqualTo(State.UNREACHED);
    assertThat(run(path, port).get(HTTP).state()).isEqualTo(State.UNREACHED);
  }

  /** A program of the image, out of lines of a shell. */
  private void has(String tool, String lines) throws IOException {
    Path program = folder.resolve(tool);
    Files.writeString(program, "#!/bin/sh\n" + lines + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  /** Its first word would be a result of another kind, and its second one fills a pod's memory. */
  @ParameterizedTest
  @ValueSource(strings = {"bash", "curl", "nc"})
  void theOtherEndWritesNoResultsAndFillsNoMemory(String tool) throws Exception {
    String path = with(tool, "timeout", "head", "getent", "sleep");
    String sent = "== dns getent 2\r== mtu ping 0\r" + "x".repeat(1 << 20);
    if (tool.equals("nc")) {
      has(
          "nc",
          "case $* in *z*) echo 'nc: invalid option' >&2; exit 1;; esac\n"
              + "printf '== dns getent 2\\r== mtu ping 0\\r%01000000d' 0");
    }
    try (ServerSocket hostile = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> sayToAll(hostile, sent));
      String output = output(path, hostile.getLocalPort());
      assertThat(output.lines().filter(line -> line.startsWith("=="))).hasSize(KINDS.size());
      assertThat(output).hasSizeLessThan(2000);
    }
  }

  /** Both tools after each other leave time for the results of the other kinds. */
  @Test
  void aNameServerThatIsSilentTakesNotAllOfTheTime() throws Exception {
    has("getent", "");
    has("nslookup", "");
    has("timeout", "[ $1 = -t ] && exit 125; echo $2 may take $1 s; exit 124");
    String output = output(folder.toString(), NOBODYS_PORT, EnumSet.of(PathKind.DNS));
    Duration twice = Duration.ofSeconds(3).multipliedBy(2);
    assertThat(output).contains("nslookup may take 3 s");
    assertThat(MeasureScript.atMost(EnumSet.of(PathKind.DNS)).minus(twice))
        .isGreaterThan(Duration.ofSeconds(3));
  }

  /** Of each size one packet gets lost. */
  @Test
  void aPacketThatIsLostByChanceIsNotTooBig() throws Exception {
    with("sed", "head");
    has(
        "ping",
        "while [ $1 != -c ]; do shift; done\n"
            + "echo \"$2 packets transmitted, $(($2 - 1)) received, $((100 / $2))% packet loss\"");
    String output = output(folder.toString(), NOBODYS_PORT, EnumSet.of(PathKind.MTU));
    assertThat(output)
        .as("the interface is that of this machine, and 0 where it has none but lo")
        .containsPattern("link (\\d+) found (\\1|576) told 0");
  }

  /** A proxy's answer is none of the target, and it is a third place. */
  @Test
  void curlAsksTheTargetAndNoProxyOfThePod() throws Exception {
    String proxy = "http://127.0.0.1:" + port();
    environment.putAll(Map.of("http_proxy", proxy, "all_proxy", proxy));
    assertWhy(HTTP, with("curl"), State.UNREACHED, "connection-failed");
    assertWhy(TCP, with("curl"), State.UNREACHED, "connection-failed");
    environment.clear();
    environment.put("HOME", folder.toString());
    Files.writeString(folder.resolve(".curlrc"), "proxy = \"" + proxy + "\"\n");
    assertWhy(HTTP, with("curl"), State.UNREACHED, "connection-failed");
  }

  /** What nc says, and what it ends with, is what counts, and not that of the program after it. */
  @Test
  void anNcThatCannotConnectIsTakenAtItsWord() throws Exception {
    String path = with("timeout", "head");
    has("nc", "echo \"nc: $2 ($2:80): Connection refused\" >&2; exit 1");
    assertWhy(HTTP, path, State.UNREACHED, "connection-refused");
    has("nc", "exit 143");
    assertWhy(HTTP, path, State.UNREACHED, "connection-timed-out");
    has("nc", "exit 0");
    assertWhy(HTTP, path, State.UNREACHED, "no-http");
    has("nc", "printf 'HTTP/1.1 204 No Content\\r\\n'; exit 1");
    assertThat(run(path, 80).get(HTTP).state()).isEqualTo(State.REACHED);
    Files.delete(folder.resolve("head"));
    assertWhy(HTTP, path, State.NOT_MEASURED, "tool-unusable");
  }

  /** That of BusyBox before 1.30 takes the time with -t, and a program without it. */
  @Test
  void anOldTimeoutIsUnderstood() throws Exception {
    String path = with("head", "true");
    has("timeout", "[ $1 = -t ] || { echo \"timeout: can't execute '$1'\" >&2; exit 127; }");
    Files.writeString(folder.resolve("timeout"), "shift 2; exec \"$@\"\n", APPEND);
    has("nc", "printf 'HTTP/1.1 204 No Content\\r\\n'");
    assertThat(run(path, 80).get(HTTP).state()).isEqualTo(State.REACHED);
    assertThat(run(path, 80).get(TCP).state()).isEqualTo(State.REACHED);
  }

  private void assertWhy(PathKind kind, String path, State state, String code) throws Exception {
    PathResult result = run(path, NOBODYS_PORT).get(kind);
    assertThat(result.state()).as(result.toString()).isEqualTo(state);
    assertThat(result.why().code()).isEqualTo(code);
  }

  private static void sayToAll(ServerSocket server, String words) {
    while (!server.isClosed()) {
      try (Socket caller = server.accept()) {
        caller.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // It has hung up, as it should.
      }
    }
  }

  @Test
  void saysWhatAnImageLacks() throws Exception {
    assertThat(run(with(), port()).values())
        .hasSize(KINDS.size())
        .allSatisfy(
            result -> {
              assertThat(result.state()).isEqualTo(State.NOT_MEASURED);
              assertThat(result.why().code()).isEqualTo("tool-missing");
            });
  }

  /**
   * The words are in the address of a request; 8 KiB is what proxies take that nobody has set up.
   */
  @Test
  void theCommandFitsIntoTheAddressOfARequest() {
    String name = "x".repeat(253);
    String[] longest =
        MeasureScript.command(IpAddress.of("2001:db8:1:2:3:4:5:6"), 65_535, name, KINDS);
    int octets =
        Stream.of(longest)
            .mapToInt(
                word ->
                    URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20").length()
                        + "&command=".length())
            .sum();
    assertThat(octets).isLessThan(7 << 10);
  }

  @Test
  void whatVariesIsAnArgumentAndNeverPartOfTheScript() {
    String[] one = MeasureScript.command(LOOPBACK, 0, null, EnumSet.of(PathKind.ICMP));
    String[] other = MeasureScript.command(IpAddress.of("10.2.0.7"), 80, "web", KINDS);
    assertThat(one[2]).isEqualTo(other[2]);
    assertThat(List.of(one).subList(3, one.length))
        .containsExactly("podspan-measure", "127.0.0.1", "0", ".", "5", "icmp");
    assertThat(List.of(other).subList(3, other.length))
        .containsExactly(
            "podspan-measure", "10.2.0.7", "80", "web", "5", "icmp", "tcp", "http", "dns");
  }
}
