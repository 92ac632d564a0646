package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakePeering;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edit} with editors that are shell scripts. */
class EditCommandTest {
  private static final String PATH = "/api/v1/clusters/paris";
  private static final String PARIS =
      """
      {"name": "paris", "nodes": [],
       "spec": {"name": "paris", "access": {"kubeconfig": "paris"}, "asn": 64512}}
      """;

  @TempDir Path folder;
  private FakePeering peering;

  @BeforeEach
  void start() throws Exception {
    peering = new FakePeering().has(PATH, PARIS);
  }

  @AfterEach
  void stop() {
    peering.close();
  }

  /** An editor that keeps what it was shown, and then does something. */
  private String editor(String script) throws Exception {
    Path editor = folder.resolve("editor");
    Files.writeString(
        editor, "#!/bin/sh\ncat \"$1\" >>'" + folder.resolve("shown") + "'\n" + script + "\n");
    Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
    return editor.toString();
  }

  private String shown() throws Exception {
    return Files.readString(folder.resolve("shown"));
  }

  private CommandRun edit(String editor) {
    return CommandRun.of(
        "edit", "cluster/paris", "--editor", editor, "--url", "peering-service=" + peering.url());
  }

  @Test
  void whatCanBeDeclaredIsShownAndWhatIsMadeOfItApplied() throws Exception {
    CommandRun run = edit(editor("sed -i s/64512/64513/ \"$1\""));

    assertThat(run).isEqualTo(new CommandRun(ExitCode.OK, "cluster/paris edited\n", ""));
    assertThat(peering.object(PATH).path("asn").asInt()).isEqualTo(64513);
    assertThat(shown())
        .endsWith(
            """
            apiVersion: podspan.io/v1
            kind: Cluster
            metadata:
              name: paris
              resourceVersion: v1
            spec:
              access:
                kubeconfig: paris
              asn: 64512
            """);
  }

  @Test
  void noChangeOrAnEmptyFileChangesNothing() throws Exception {
    assertThat(edit(editor("true")).out()).isEqualTo("Nothing was edited.\n");
    assertThat(edit(editor(": >\"$1\"")).out()).isEqualTo("Nothing was edited.\n");
    assertThat(edit(editor("echo '# mine' >>\"$1\"")).out()).isEqualTo("Nothing was edited.\n");
    assertThat(peering.changes()).isEmpty();
  }

  @Test
  void aRefusalIsShownAsACommentAndCanBeCorrected() throws Exception {
    peering.refuses(
        "PUT " + PATH,
        400,
        """
        {"title": "x", "detail": "x", "violations": [
          {"where": "asn", "detail": "0 is not an AS number.", "nextStep": "Give 1 or more."}]}
        """);

    CommandRun run = edit(editor("grep -q '^# ' \"$1\" && sed -i s/64512/0/ \"$1\""));

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).startsWith("podspan: Nothing was changed. What you wrote is in /");
    assertThat(shown())
        .contains(
            "line 15: cluster/paris: spec.asn: 0 is not an AS number.\n#   what to do: Give 1");
    Path kept = Path.of(run.err().replaceAll("(?s).* is in (.*)\\.\n", "$1"));
    assertThat(kept).content().contains("asn: 0");
    Files.delete(kept);
  }

  @Test
  void aTextThatIsNoDocumentIsShownAgain() throws Exception {
    CommandRun run =
        edit(editor("if grep -q 'is no YAML' \"$1\"; then : >\"$1\"; else echo ']' >>\"$1\"; fi"));

    assertThat(run.out()).isEqualTo("Nothing was edited.\n");
    assertThat(shown()).contains("# edit, document 1, line ").contains("this is no YAML");
  }

  @Test
  void anotherNameIsNotTaken() throws Exception {
    CommandRun run = edit(editor("sed -i 's/^  name: paris/  name: rome/' \"$1\""));

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(shown()).contains("# This is not cluster/paris. Kind and name cannot be edited.");
    Files.delete(Path.of(run.err().replaceAll("(?s).* is in (.*)\\.\n", "$1")));
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsNotOverwritten() throws Exception {
    peering.refuses("PUT " + PATH, 412, "{\"title\": \"x\", \"detail\": \"Changed meanwhile.\"}");

    CommandRun run = edit(editor("sed -i s/64512/64513/ \"$1\""));

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(shown()).contains("Changed meanwhile.");
    Files.delete(Path.of(run.err().replaceAll("(?s).* is in (.*)\\.\n", "$1")));
  }

  @Test
  void anEditorThatFailsChangesNothing() throws Exception {
    CommandRun run = edit(editor("exit 3"));

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("ended with 3. Nothing was changed.");
    assertThat(peering.changes()).isEmpty();
  }
}
