package io.podspan.peeringservice.paper;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who runs the commands about Calico's objects that a rollout shows, each once. */
public final class Hands {
  private static final Pattern WRITE =
      Pattern.compile("kubectl (create|replace) -f - <<'EOF'\\n(.*)\\nEOF", Pattern.DOTALL);
  private static final Pattern DELETE =
      Pattern.compile(
          "kubectl delete ([a-z]+)\\.\\S+ -l \\S+ --field-selector metadata\\.name=(\\S+)");

  private final PaperCluster cluster;
  private final List<String> ran = new ArrayList<>();

  public Hands(PaperCluster cluster) {
    this.cluster = cluster;
  }

  /** What is shown now. */
  public List<String> shown() {
    return given()
        .get("/api/v1/rollouts?limit=1&cluster=" + cluster.name())
        .jsonPath()
        .getList("items[0].waits.findAll { it.gate == 'BY_HAND' }.commands.flatten()");
  }

  public void run() {
    shown().stream().filter(command -> !ran.contains(command)).forEach(this::run);
  }

  public List<String> ran() {
    return ran;
  }

  private void run(String command) {
    ran.add(command);
    Matcher write = WRITE.matcher(command);
    Matcher delete = DELETE.matcher(command);
    if (write.matches()) {
      ObjectNode object = Json.literal(write.group(2));
      ResourceType type = type(t -> t.kind().equals(object.path("kind").asText()));
      ObjectKey key = ObjectKey.of(type, "", object.at("/metadata/name").asText());
      if (write.group(1).equals("create")) {
        cluster.store().create(key, object);
      } else {
        cluster
            .store()
            .update(
                key,
                present -> {
                  present.set("spec", object.get("spec"));
                  return present;
                });
      }
    } else if (delete.matches()) {
      cluster
          .store()
          .remove(ObjectKey.of(type(t -> t.plural().equals(delete.group(1))), "", delete.group(2)));
    } else {
      throw new AssertionError("an unknown command: " + command);
    }
  }

  private static ResourceType type(Predicate<ResourceType> which) {
    return ResourceType.CALICO.stream().filter(which).findFirst().orElseThrow();
  }
}
