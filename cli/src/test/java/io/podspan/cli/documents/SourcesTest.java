package io.podspan.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  private static final String PARIS =
      """
      apiVersion: podspan.io/v1
      kind: Cluster
      metadata:
        name: paris
      spec:
        access:
          kubeconfig: paris
      """;

  private static final String EUROPE =
      """
      apiVersion: podspan.io/v1
      kind: Interconnect
      metadata: {name: europe}
      spec:
        clusters: [paris, london]
        reflectors:
          - name: first
            address: 192.0.2.1
          - name: second
            address: 192.0.2.2
      """;

  @TempDir Path folder;

  private static Reading parse(String... documents) {
    return Sources.parse("f.yaml", String.join("---\n", documents));
  }

  private Reading read(String... sources) {
    return new Sources(InputStream.nullInputStream(), false).read(List.of(sources));
  }

  private static List<String> ids(Reading reading) {
    return reading.documents().stream().map(Document::id).toList();
  }

  private static List<String> faults(Reading reading) {
    return reading.faults().stream().map(fault -> fault.place() + ": " + fault.what()).toList();
  }

  @Test
  void documentsComeInTheOrderInWhichTheyAreAppliedWhateverTheFileSays() {
    Reading reading = parse(EUROPE, PARIS.replace("paris", "tokyo"), PARIS);

    assertThat(ids(reading))
        .containsExactly("cluster/tokyo", "cluster/paris", "interconnect/europe");
    assertThat(reading.faults()).isEmpty();
  }

  @Test
  void aFieldIsFoundAgainWhereItIsWritten() {
    Document europe = parse(PARIS, EUROPE).documents().getLast();

    assertThat(europe.place()).hasToString("f.yaml, document 2, line 9");
    assertThat(europe.placeOf("reflectors[1].address").line()).isEqualTo(18);
    assertThat(europe.placeOf("reflectors[1].port").line()).isEqualTo(17);
    assertThat(europe.placeOf("asn").line()).isEqualTo(9);
    assertThat(europe.spec().toString())
        .isEqualTo(
            "{\"clusters\":[\"paris\",\"london\"],\"reflectors\":["
                + "{\"name\":\"first\",\"address\":\"192.0.2.1\"},"
                + "{\"name\":\"second\",\"address\":\"192.0.2.2\"}]}");
  }

  @Test
  void everyFaultOfEveryDocumentIsFound() {
    Reading reading =
        parse(
            PARIS,
            "kind: Node\nspec: 5\n",
            PARIS.replace("paris", "Paris!"),
            "# nothing\n",
            PARIS.replace("spec:", "specs:"),
            "- a list\n");

    assertThat(ids(reading)).containsExactly("cluster/paris");
    assertThat(faults(reading))
        .containsExactly(
            "f.yaml, document 2, line 9: apiVersion is missing",
            "f.yaml, document 2, line 9: the kind Node is not known",
            "f.yaml, document 2, line 9: metadata.name is missing",
            "f.yaml, document 2, line 10: spec is no section of keys",
            "f.yaml, document 3, line 15: Paris! is not a name",
            "f.yaml, document 5, line 26: specs is not known",
            "f.yaml, document 5, line 22: spec is missing",
            "f.yaml, document 6, line 30: this is no document");
  }

  @Test
  void anObjectThatIsDeclaredTwiceIsAFaultThatNamesBoth() {
    assertThat(faults(parse(PARIS, PARIS)))
        .containsExactly(
            "f.yaml, document 2, line 9: cluster/paris is declared a second time,"
                + " after f.yaml, document 1, line 1");
  }

  @Test
  void plainTextMeansWhatYamlOneDotTwoSays() {
    Document document =
        parse(
                PARIS.replace(
                    "kubeconfig: paris",
                    "a: yes\n    b: 22:30\n    c: 0123\n    d: 1e3\n    e: 64512\n    f: 1.5\n"
                        + "    g: '5'\n    h: 2026-01-31\n    i: ~\n    j: true\n    k: 0x10\n"
                        + "    l: 99999999999999999999"))
            .documents()
            .getFirst();

    assertThat(document.spec().path("access").toString())
        .isEqualTo(
            "{\"a\":\"yes\",\"b\":\"22:30\",\"c\":\"0123\",\"d\":\"1e3\",\"e\":64512,\"f\":1.5,"
                + "\"g\":\"5\",\"h\":\"2026-01-31\",\"i\":null,\"j\":true,\"k\":\"0x10\","
                + "\"l\":99999999999999999999}");
  }

  @Test
  void aNameThatIsANumberIsToBeQuoted() {
    assertThat(faults(parse(PARIS.replace("name: paris", "name: 5"))))
        .containsExactly("f.yaml, document 1, line 4: metadata.name is not text");
    assertThat(ids(parse(PARIS.replace("name: paris", "name: '5'")))).containsExactly("cluster/5");
  }

  @Test
  void whatGetPrintsCanBeApplied() {
    Reading reading =
        parse(
            """
            apiVersion: podspan.io/v1
            kind: List
            items:
              - apiVersion: podspan.io/v1
                kind: Cluster
                metadata: {name: paris, resourceVersion: '7'}
                spec: {access: {kubeconfig: paris}}
                status: {nodes: []}
              - kind: Cluster
            """);

    assertThat(ids(reading)).containsExactly("cluster/paris");
    assertThat(reading.documents().getFirst().resourceVersion()).isEqualTo("7");
    assertThat(faults(reading))
        .contains("f.yaml, document 1, line 9: apiVersion is missing")
        .allMatch(fault -> fault.startsWith("f.yaml, document 1, line 9: "));
  }

  @Test
  void jsonIsRead() {
    Reading reading =
        Sources.parse(
            "f.json",
            """
            {
            \t"apiVersion": "podspan.io/v1", "kind": "Cluster", "metadata": {"name": "paris"},
            \t"spec": {"access": {"kubeconfig": "paris"}}
            }
            {"apiVersion": "podspan.io/v1", "kind": "Cluster", "metadata": {"name": "rome"}}
            {"kind": "Cluster", "kind": "Cluster"}
            """);

    assertThat(ids(reading)).containsExactly("cluster/paris");
    assertThat(faults(reading))
        .containsExactly(
            "f.json, document 3, line 6: this is no JSON: Duplicate field 'kind'",
            "f.json, document 2, line 5: spec is missing");
  }

  @Test
  void aByteOrderMarkAndLinesOfWindowsAreTaken() {
    assertThat(ids(Sources.parse("f.yaml", "\ufeff" + PARIS.replace("\n", "\r\n"))))
        .containsExactly("cluster/paris");
  }

  @Test
  void aDocumentThatIsNoYamlIsNamedAndThoseBeforeItAreRead() {
    Reading reading = parse(PARIS, "kind: [Cluster\nmetadata: }\n", PARIS);

    assertThat(ids(reading)).containsExactly("cluster/paris");
    assertThat(faults(reading))
        .singleElement()
        .asString()
        .startsWith("f.yaml, document 2, line 10: this is no YAML: ");
  }

  @Test
  void aTagMakesNoObject() {
    assertThat(faults(parse(PARIS.replace("name: paris", "name: !!java.io.File /etc/passwd"))))
        .singleElement()
        .asString()
        .startsWith("f.yaml, document 1, line 4: this is no YAML: Global tag is not allowed");
    assertThat(faults(parse(PARIS.replace("kubeconfig: paris", "kubeconfig: !env ${HOME}"))))
        .containsExactly("f.yaml, document 1, line 7: a tag (!) means nothing here");
  }

  @Test
  void keysThatStandTwiceOrMergeAreFaults() {
    assertThat(faults(parse(PARIS + "spec: {}\n")))
        .containsExactly("f.yaml, document 1, line 8: the key spec is here a second time");
    assertThat(faults(parse(PARIS + "  <<: {cni: calico}\n")))
        .containsExactly("f.yaml, document 1, line 8: merge keys (<<) are not taken");
    assertThat(faults(parse(PARIS + "  ? [a, b]\n  : c\n")))
        .containsExactly("f.yaml, document 1, line 8: a key must be a word");
  }

  @Test
  void anAliasIsTaken() {
    Document document =
        parse(PARIS.replace("kubeconfig: paris", "kubeconfig: &it paris\n    context: *it"))
            .documents()
            .getFirst();

    assertThat(document.spec().path("access").path("context").asText()).isEqualTo("paris");
  }

  @Test
  void aliasesThatMultiplyAreStopped() {
    StringBuilder laughs = new StringBuilder(PARIS + "  l0: &l0 [ha, ha, ha, ha, ha]\n");
    for (int i = 1; i <= 9; i++) {
      String before = "*l" + (i - 1);
      laughs.append("  l" + i + ": &l" + i + " [" + (before + ", ").repeat(4) + before + "]\n");
    }

    assertThat(faults(parse(laughs.toString())))
        .containsExactly("f.yaml, document 1, line 8: this nests too deep or is too large");
    assertThat(faults(parse(laughs.toString().replace("*l8", "*l8, *l8, *l8"))))
        .singleElement()
        .asString()
        .contains("Number of aliases");
  }

  @Test
  void anAnchorInsideItselfIsStopped() {
    assertThat(faults(parse(PARIS + "  me: &me [*me]\n")))
        .singleElement()
        .asString()
        .contains("this nests too deep or is too large");
  }

  @Test
  void depthIsBounded() {
    assertThat(faults(parse(PARIS + "  deep: " + "[".repeat(100_000))))
        .singleElement()
        .asString()
        .contains("this is refused: Nesting Depth");
    assertThat(faults(Sources.parse("f.json", "{\"a\":".repeat(100_000))))
        .singleElement()
        .asString()
        .contains("f.json, document 1: this is no JSON: Document nesting depth (21)");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    Files.write(folder.resolve("latin.yaml"), new byte[] {'a', (byte) 0xe9, 'b'});
    Files.writeString(folder.resolve("nul.yaml"), "kind: \0\n");
    Files.writeString(folder.resolve("huge.yaml"), "#".repeat(Sources.LARGEST_FILE + 1));

    assertThat(read(folder.toString()).faults().stream().map(DocumentFault::what))
        .containsExactly(
            "it is larger than 1 MiB",
            "it is no text in UTF-8",
            "this is refused: special characters are not allowed");
  }

  @Test
  void aFolderIsReadByNameAndStandardInputByADash() throws Exception {
    Files.writeString(folder.resolve("b.yml"), PARIS.replace("paris", "b"));
    Files.writeString(folder.resolve("a.yaml"), PARIS.replace("paris", "a"));
    Files.writeString(folder.resolve("notes.txt"), "no document");
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/c.yaml"), PARIS.replace("paris", "c"));
    InputStream in =
        new ByteArrayInputStream(PARIS.replace("paris", "d").getBytes(StandardCharsets.UTF_8));

    assertThat(ids(read(folder.toString()))).containsExactly("cluster/a", "cluster/b");
    assertThat(ids(new Sources(in, true).read(List.of(folder.toString(), "-"))))
        .containsExactly("cluster/a", "cluster/b", "cluster/c", "cluster/d");
  }

  @Test
  void theExampleIsReadWhole() {
    Reading reading = read("../docs/examples/europe.yaml");

    assertThat(reading.faults()).isEmpty();
    assertThat(ids(reading))
        .containsExactly("cluster/paris", "cluster/london", "reflector/rr1", "interconnect/europe");
  }

  @Test
  void nothingToReadIsAFault() {
    assertThat(faults(read(folder.toString()))).containsExactly(folder + ": there is no document");
    assertThat(faults(read("/no/such/file"))).containsExactly("/no/such/file: it is not there");
    assertThat(faults(read("-"))).containsExactly("-: there is no document");
  }
}
