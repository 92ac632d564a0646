package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandWatchTest {
  private final List<String> told = new ArrayList<>();
  private JsonNode rollout = waits();
  private final HandWatch watch = new HandWatch(() -> rollout, told::add);

  private static ObjectNode waits(String... commands) {
    ObjectNode rollout = Api.JSON.createObjectNode();
    ObjectNode wait = rollout.putArray("waits").addObject();
    wait.put("node", "n1").put("what", "By hand.");
    for (String command : commands) {
      wait.withArray("commands").add(command);
    }
    return rollout;
  }

  @Test
  void commandsAreToldOnceAndAgainWhenTheyAreOthers() {
    watch.look();
    rollout = waits("kubectl a");
    watch.look();
    watch.look();
    rollout = waits("kubectl b");
    watch.look();

    assertThat(told)
        .containsExactly("n1: By hand.\n  run:\nkubectl a", "n1: By hand.\n  run:\nkubectl b");
  }

  @Test
  void theSameCommandThatIsNeededOnceMoreIsToldOnceMore() {
    rollout = waits("kubectl a");
    watch.look();
    rollout = waits();
    watch.look();
    rollout = waits("kubectl a");
    watch.look();

    assertThat(told).hasSize(2);
  }

  @Test
  void afterTheEndNothingIsTold() {
    rollout = waits("kubectl a");
    watch.close();
    watch.look();

    assertThat(told).isEmpty();
  }
}
