package io.podspan.peeringservice.routers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.lab.api.Json;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.ObjectPatch;
import io.podspan.peeringservice.peering.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs commands that people are shown: in a real shell, so that its quoting is theirs, with a few
 * lines in place of kubectl.
 */
final class Kubectl {
  private static final String FUNCTION =
      "kubectl() { printf '%s\\0' \"$@\"; printf '\\1';"
          + " case \" $* \" in *' -f - '*) cat;; esac; }\n";

  private final ClusterCalls calls;
  private final Access access;
  private final Map<String, String> variables;

  /**
   * @param access that may write
   * @param variables of the shell
   */
  Kubectl(ClusterCalls calls, Access access, Map<String, String> variables) {
    this.calls = calls;
    this.access = access;
    this.variables = variables;
  }

  /** A command as the shell understands it. */
  record Words(List<String> words, String input) {
    String after(String word) {
      return words.get(words.indexOf(word) + 1);
    }

    boolean has(String word) {
      return words.contains(word);
    }

    String verb() {
      return words.get(has("-n") ? 2 : 0);
    }

    String object(int word) {
      return words.get((has("-n") ? 3 : 1) + word);
    }

    JsonNode patch() {
      return Json.parse(after("-p"));
    }
  }

  /**
   * @throws IllegalStateException with what the shell said, if it refused
   */
  Words understood(String command) {
    try {
      ProcessBuilder builder = new ProcessBuilder("bash", "-c", FUNCTION + command);
      builder.environment().putAll(variables);
      Process shell = builder.start();
      String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
      String said = new String(shell.getErrorStream().readAllBytes(), UTF_8);
      int end = output.indexOf('\1');
      if (shell.waitFor() != 0 || end < 0) {
        throw new IllegalStateException(said);
      }
      List<String> words = new ArrayList<>(List.of(output.substring(0, end).split("\0", -1)));
      words.removeLast();
      return new Words(List.copyOf(words), output.substring(end + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * @return whether the server took it, and did not say that something changed meanwhile
   */
  boolean run(String command) {
    Words words = understood(command);
    try {
      calls.ask(access, "patch", words.verb(), client -> sent(client, words));
      return true;
    } catch (ClusterCalls.ConflictException e) {
      return false;
    }
  }

  private static boolean sent(KubernetesClient client, Words words) {
    switch (words.verb()) {
      case "patch" -> patch(client, words);
      case "delete" -> delete(client, words);
      case "create" -> client.raw(path(words), "POST", words.input());
      case "replace" -> {
        String name = Json.parse(words.input()).at("/metadata/name").asText();
        client.raw(path(words) + "/" + name, "PUT", words.input());
      }
      default -> assertThat(words.words()).as("a verb of kubectl").isEmpty();
    }
    return true;
  }

  private static void patch(KubernetesClient client, Words words) {
    assertThat(words.words()).contains("--type=json");
    if (words.object(0).equals("nodes")) {
      client.nodes().withName(words.object(1)).patch(ObjectPatch.forGood(), words.after("-p"));
    } else if (words.object(0).equals("bgpconfigurations.crd.projectcalico.org")) {
      client
          .genericKubernetesResources("crd.projectcalico.org/v1", "BGPConfiguration")
          .withName(words.object(1))
          .patch(ObjectPatch.forGood(), words.after("-p"));
    } else {
      assertThat(words.object(0)).isEqualTo("daemonsets.apps");
      client
          .apps()
          .daemonSets()
          .inNamespace(words.after("-n"))
          .withName(words.object(1))
          .patch(ObjectPatch.forGood(), words.after("-p"));
    }
  }

  private static void delete(KubernetesClient client, Words words) {
    if (words.object(0).equals("pods")) {
      client.pods().inNamespace(words.after("-n")).withName(words.object(1)).delete();
      return;
    }
    String[] resource = words.object(0).split("\\.", 2);
    String name = words.after("--field-selector").substring("metadata.name=".length());
    String version = resource[1].equals("cilium.io") ? "v2" : "v1";
    String path = "/apis/" + resource[1] + "/" + version + "/" + resource[0] + "/" + name;
    if (Json.parse(client.raw(path)).at("/metadata/labels").has(words.after("-l"))) {
      client.raw(path, "DELETE", null);
    }
  }

  private static String path(Words words) {
    JsonNode object = Json.parse(words.input());
    return "/apis/"
        + object.path("apiVersion").asText()
        + "/"
        + object.path("kind").asText().toLowerCase(Locale.ROOT)
        + "s";
  }
}
