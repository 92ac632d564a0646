package io.podspan.bgpreflector.alone.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault is reported with its place and what to do. */
class WrongSettingsTest {
  /** Nothing is wrong with these lines; each test adds from line 5 on. */
  private static final String GOOD =
      """
      asn: 64512
      listen: 192.0.2.1
      ranges:
        - range: 192.0.2.0/24
      """;

  @TempDir private Path folder;

  static Stream<Arguments> wrongLines() {
    return Stream.of(
        Arguments.of("asnn: 1", "5:1: 'asnn' is unknown; did you mean 'asn'?"),
        Arguments.of("asn: 1", "5:1: 'asn' is here a second time, after line 1; keep one of them"),
        Arguments.of("routerId: here", "5:11: 'here' is no identifier; write it like 192.0.2.1"),
        Arguments.of(
            "clusterId: 0.0.0.0", "5:12: '0.0.0.0' is no identifier; write it like 192.0.2.1"),
        Arguments.of(
            "threads: 0", "5:10: '0' is no number that 'threads' can have; from 1 to 64 are good"),
        Arguments.of(
            "threads: many",
            "5:10: 'many' is no number that 'threads' can have; from 1 to 64 are good"),
        Arguments.of("threads: [1]", "5:10: 'threads' is a list; give it one value"),
        Arguments.of("threads:", "5:9: 'threads' is nothing; give it one value"),
        Arguments.of("timers: 3", "5:9: 'timers' is '3'; write keys below it, like 'key: value'"),
        Arguments.of(
            "timers: {holdSeconds: 2}", "5:23: no hold time is 1 or 2; 0 is none, 3 is the least"),
        Arguments.of(
            "timers: {connectRetry: 2}",
            "5:10: 'connectRetry' is unknown; did you mean 'connectRetrySeconds'?"),
        Arguments.of(
            "originate: [1.0.0.2]",
            "5:13: '1.0.0.2' is no prefix; write it like 192.0.2.0/24 or 2001:db8::/32"),
        Arguments.of(
            "originate: [10.1.2.3/16]",
            "5:13: '10.1.2.3/16' is an address inside a prefix, not a prefix; write 10.1.0.0/16"),
        Arguments.of(
            "families: ipv5",
            "5:11: 'ipv5' is no address family; there are ipv4-unicast and ipv6-unicast"),
        Arguments.of(
            "peers: 192.0.2.9", "5:8: 'peers' is '192.0.2.9'; make it a list: '- ' before each"),
        Arguments.of(
            "peers: [192.0.2.9]",
            "5:9: an entry of 'peers' is '192.0.2.9'; write keys below it, like 'key: value'"),
        Arguments.of(
            "peers: [{name: a}]", "5:9: 'address' is missing in this entry; add 'address:'"),
        Arguments.of(
            "peers: [{address: 192.0.2.256}]",
            "5:19: '192.0.2.256' is no address; write it like 192.0.2.10 or 2001:db8::10"),
        Arguments.of(
            "peers: [{address: 192.0.2.1}]",
            "5:19: 192.0.2.1 is the reflector's own address; remove this peer"),
        Arguments.of(
            "peers:\n  - address: 192.0.2.9\n  - address: 192.0.2.9",
            "7:14: 192.0.2.9 is here a second time, after line 6; keep one"),
        Arguments.of(
            "peers: [{address: 192.0.2.9, client: yes}]",
            "5:38: 'yes' is neither true nor false; write one of them"),
        Arguments.of(
            "peers: [{address: 192.0.2.9, passwordFile: nowhere}]",
            "5:44: the file of 'passwordFile': there is no such file; look at its name"),
        Arguments.of(
            "peers: [{address: 192.0.2.9, passwordFile: empty.key}]",
            "5:44: the key is empty; put the key into it, on one line"),
        Arguments.of(
            "peers: [{address: 192.0.2.9, passwordFile: long.key}]",
            "5:44: the key is too long; TCP MD5 keys have at most 80 octets here"),
        Arguments.of(
            "peers: [{address: 192.0.2.9, password: a, passwordFile: good.key}]",
            "5:40: there is a passwordFile too; keep one, better the passwordFile"),
        Arguments.of(
            "peers: [{address: 192.0.2.9, passwordFile: .}]",
            "5:44: the file of 'passwordFile': it is a folder; name a file in it"),
        Arguments.of(
            "peers: [{address: 192.0.2.9, passwordFile: huge.key}]",
            "5:44: the file of 'passwordFile': it has more than 1024 octets; see that it is the right"
                + " file"),
        Arguments.of(
            "peers: [{address: 0.0.0.0}]",
            "5:19: 0.0.0.0 is not the address of one peer; write the address that the peer connects"
                + " from, or a range under 'ranges'"),
        Arguments.of(
            "peers: [{address: \"ff02::1\"}]",
            "5:19: ff02::1 is not the address of one peer; write the address that the peer"
                + " connects from, or a range under 'ranges'"),
        Arguments.of(
            "defaults: {unknownAttributes: some}",
            "5:31: 'some' is no choice; write drop or validate or pass"),
        Arguments.of(
            "defaults: {asSets: drop}", "5:20: 'drop' is no choice; write withdraw or keep"),
        Arguments.of(
            "peers: [{address: 192.0.2.9, prefixLimit: {action: explode}}]",
            "5:52: 'explode' is no action; write reset or reject"),
        Arguments.of(
            "defaults: {ttlSecurityHops: 255}",
            "5:29: '255' is no number that 'ttlSecurityHops' can have; from 0 to 254 are good"),
        Arguments.of(
            "  - {range: 10.0.0.0/8, password: a}\npeers: [{address: 10.0.0.9}]",
            "6:19: 10.0.0.9 has no password, but lies in 10.0.0.0/8 that has one; give it one too"),
        Arguments.of("? [a]\n: b", "5:3: a key must be a word; write 'key: value'"),
        Arguments.of(
            "defaults: {accept: {prefixes: {a: b}}}",
            "5:31: an entry of 'prefixes' is a section of keys; give it one value"));
  }

  @ParameterizedTest
  @MethodSource("wrongLines")
  void tells(String lines, String fault) throws IOException {
    Files.writeString(folder.resolve("empty.key"), "\n");
    Files.writeString(folder.resolve("good.key"), "good");
    Files.writeString(folder.resolve("long.key"), "x".repeat(81));
    Files.writeString(folder.resolve("huge.key"), "x".repeat(2_000));
    assertThat(faults(GOOD + lines + "\n")).containsExactly("reflector.yaml:" + fault);
  }

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        Arguments.of(
            "",
            "reflector.yaml: the file is empty; it needs at least asn, listen and ranges or peers"),
        Arguments.of(
            "- a",
            "reflector.yaml:1:1: the file is no section of keys; write lines like 'asn: 64512'"),
        Arguments.of(
            "asn: [1\nlisten: 2",
            "reflector.yaml:2:7: this is no YAML: expected ',' or ']', but got :; look at the quotes, brackets and"
                + " indentation here and in the line before"),
        Arguments.of(
            "asn: 1\nlisten: 192.0.2.1",
            "reflector.yaml:1:1: nobody may connect; add peers or ranges, or --allow PREFIX"),
        Arguments.of(
            "listen: 192.0.2.1\npeers: []",
            "reflector.yaml:1:1: 'asn' is missing; add 'asn:' or --asn"),
        Arguments.of(
            "asn: 1\npeers: []\nrouterId: 192.0.2.1",
            "reflector.yaml:1:1: 'listen' is missing; add 'listen:' or --listen"),
        Arguments.of(
            "asn: 1\npeers: []\nlisten: [192.0.2.1:1, 192.0.2.2:2]",
            "reflector.yaml:3:9: the addresses have different ports; give all the same port"),
        Arguments.of(
            "asn: 1\npeers: []\nrouterId: 192.0.2.1\nlisten: 192.0.2.1:70000",
            "reflector.yaml:4:9: '192.0.2.1:70000' is no address to listen on; write it like 192.0.2.1:179 or"
                + " [2001:db8::1]:179"));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void tellsOfTheWholeFile(String yaml, String fault) throws IOException {
    assertThat(faults(yaml)).containsExactly(fault);
  }

  @Test
  void tellsOfEverythingAtOnceInTheOrderOfTheFile() throws IOException {
    assertThat(
            faults(
                """
                asn: 0
                listen: nowhere
                thread: 1
                peers:
                  - address: 192.0.2.9
                    client: maybe
                """))
        .extracting(fault -> fault.split(":")[1])
        .containsExactly("1", "2", "3", "6");
  }

  @Test
  void survivesAnAnchorInsideItself() throws IOException {
    assertThat(faults(GOOD + "peers: &p [*p]\n")).anyMatch(fault -> fault.contains("too deep"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    password: *HUNTER2",
        "    password: !!HUNTER2",
        "    password: !HUNTER2 x",
        "    password: &HUNTER2",
        "    password: @HUNTER2",
        "    password: %HUNTER2",
        "    password: >HUNTER2",
        "    password: [HUNTER2]",
        "    password: {HUNTER2: HUNTER2}",
        "    password: 'HUNTER2",
        "    password: \"\\HUNTER2\"",
        "    password HUNTER2",
        "    password:HUNTER2",
        "    passwordHUNTER2:",
        "    password HUNTER2:",
        "    pasword: HUNTER2",
        "    passwordFile: HUNTER2",
        "    passwordFile HUNTER2",
        "    passwordFile: \"HUNTER2\\0\"",
        "    port: HUNTER2 # the password",
        "  - password: HUNTER2",
        "  - HUNTER2 # password",
        "    password: HUNTER2\n    HUNTER2: password\n    HUNTER2: password",
        "    password: HUNTER2\n  password: HUNTER2",
        "HUNTER2: password",
        "  password: HUNTER2"
      })
  void noKeyIsToldHoweverTheFileIsBroken(String line) throws IOException {
    String yaml = GOOD + "peers:\n  - address: 192.0.2.9\n" + line + "\n";

    assertThat(faults(yaml)).isNotEmpty().noneMatch(fault -> fault.contains("HUNTER2"));
  }

  @Test
  void noKeyIsToldWhateverCharacterIsMissingOrTooMany() throws IOException {
    String yaml =
        GOOD
            + "peers:\n  - address: 192.0.2.9\n    client: true\n    password: HUNTER2\n"
            + "    port: 179\n";
    for (int at = GOOD.length(); at < yaml.length(); at++) {
      for (String mutation :
          List.of("", " ", ":", "\n", "*", "!", "[", "{", "\"", "#", "- ", "&")) {
        mutated(yaml.substring(0, at) + mutation + yaml.substring(at + 1));
        mutated(yaml.substring(0, at) + mutation + yaml.substring(at));
      }
    }
  }

  private void mutated(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("reflector.yaml"), yaml);
    if (SettingsReader.read(file, new OptionTree()) instanceof Reading.Bad bad) {
      assertThat(bad.faults().toString()).doesNotContain("HUNTER").doesNotContain("UNTER2");
    }
  }

  /** A pipe with nobody at its other end, as file and as key. */
  @Test
  void waitsForAPipeNoLongerThanABound() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> TextFile.read(pipe, 100, Duration.ofMillis(1)))
        .hasMessage("its end did not come within 0 s");
  }

  @Test
  void tellsOfBoundsOfTheFormat() throws IOException {
    String aliases = "a: &a [x]\nb: [" + "*a, ".repeat(60) + "]\n";
    assertThat(faults(aliases))
        .containsExactly("reflector.yaml: it has too many aliases (*); write the values out");
    assertThat(faults("a: " + "[".repeat(60) + "]".repeat(60)))
        .containsExactly("reflector.yaml: it nests too deep; no setting is that deep");
  }

  @Test
  void controlCharactersAreEscaped() throws IOException {
    assertThat(faults(GOOD + "\"a\\e[31m\\nb\": 1"))
        .containsExactly(
            "reflector.yaml:5:1: 'a\\u001b[31m\\u000ab' is unknown; here may be: "
                + "asn, clusterId, defaults, families, gracefulRestart, limits, listen, originate,"
                + " peers, ranges, routerId, shards, threads, timers");
  }

  @Test
  void tellsOfAFolderAndOfAFileWithoutAnEnd() {
    assertThat(texts(SettingsReader.read(folder, new OptionTree())))
        .containsExactly(folder + ": it is a folder; name a file in it");
    assertThat(texts(SettingsReader.read(Path.of("/dev/zero"), new OptionTree())))
        .containsExactly(
            "/dev/zero: it has more than 16777216 octets; see that it is the right file");
  }

  @Test
  void tellsOfOtherEncodings() throws IOException {
    Path file = folder.resolve("reflector.yaml");
    Files.write(file, "asn: 1\nname: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(texts(SettingsReader.read(file, new OptionTree())))
        .containsExactly(file + ": line 2 is not text in UTF-8; save it as UTF-8");

    Files.write(file, "asn: 1\n".getBytes(StandardCharsets.UTF_16));
    assertThat(texts(SettingsReader.read(file, new OptionTree())))
        .containsExactly(file + ": it is text in UTF-16, not in UTF-8; save it as UTF-8");
  }

  @Test
  void takesTheMarkOfUtf8() throws IOException {
    Path file = folder.resolve("reflector.yaml");
    Files.writeString(file, "\ufeff" + GOOD);
    assertThat(SettingsReader.read(file, new OptionTree())).isInstanceOf(Reading.Good.class);
  }

  @Test
  void tellsOfAFileThatIsNotThere() {
    Reading reading = SettingsReader.read(Path.of("nowhere.yaml"), new OptionTree());
    assertThat(texts(reading))
        .containsExactly("nowhere.yaml: there is no such file; look at its name");
  }

  @Test
  void tellsOfAFileThatIsNoText() throws IOException {
    Path file = folder.resolve("reflector.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe});
    assertThat(texts(SettingsReader.read(file, new OptionTree()))).hasSize(1);
  }

  @Test
  void tellsOfAnOptionByItsName() {
    Reading reading =
        SettingsReader.read(
            new OptionTree()
                .value("--asn", "asn", "x")
                .values("--listen", "listen", List.of("192.0.2.1"))
                .sections("--allow", "ranges", "range", List.of("192.0.2.1/24")));
    assertThat(texts(reading))
        .containsExactlyInAnyOrder(
            "--asn: 'x' is no number that 'asn' can have; from 1 to 4294967295 are good",
            "--allow: '192.0.2.1/24' is an address inside a prefix, not a prefix; write 192.0.2.0/24");
  }

  private List<String> faults(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("reflector.yaml"), yaml);
    return texts(SettingsReader.read(file, new OptionTree())).stream()
        .map(text -> text.replace(folder + "/", ""))
        .toList();
  }

  private static List<String> texts(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Bad.class);
    return ((Reading.Bad) reading).faults().stream().map(Fault::toString).toList();
  }
}
