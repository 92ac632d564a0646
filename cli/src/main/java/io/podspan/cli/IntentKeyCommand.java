package io.podspan.cli;

import io.podspan.cli.machine.IntentKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes what peering-service signs the intent with. */
@Command(
    name = "intent-key",
    mixinStandardHelpOptions = true,
    header = "Makes a key pair that the intent is signed with.",
    description = {
      "%nWrites FOLDER/signing.pem, which is for peering-service alone, and FOLDER/trusted/ID.pem, the public key for",
      "all services. podspan up makes its own. How to replace a key: deploy/README.md."
    },
    footer = {"%nExample:", "  podspan intent-key --to secrets/intent"})
final class IntentKeyCommand implements Callable<Integer> {
  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the keys go.")
  Path to;

  @Override
  public Integer call() throws IOException {
    String id = new IntentKeys(to.toAbsolutePath().normalize()).make();
    System.out.println("key " + id + " is in " + to);
    return ExitCode.OK;
  }
}
