package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Answers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A link that opens the page. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    header = "Prints a link that opens the console's page in a browser.",
    description = {
      "%nThe link works once, for five minutes. The browser then stays in for twelve hours and may read everything.",
      "Without it, a browser on the same machine may read too, unless podspan.door.anonymous-reads is never."
    },
    footer = {"%nExamples:", "  podspan console", "  podspan console -o json"})
final class ConsoleCommand implements Runnable {
  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Override
  public void run() {
    Api console = services.api(ServicesOption.client(), Service.CONSOLE);
    output.print(link(console), link -> Answers.text(link, "link") + "\n");
  }

  /** The address of the page, with a code behind the #, which browsers send to nobody. */
  static JsonNode link(Api console) {
    JsonNode made = console.post("/api/v1/session/code", Api.JSON.createObjectNode());
    ObjectNode link = Api.JSON.createObjectNode();
    link.put("link", console.base() + "/enter.html#" + made.path("code").asText());
    link.put("validUntil", made.path("validUntil").asText());
    return link;
  }
}
