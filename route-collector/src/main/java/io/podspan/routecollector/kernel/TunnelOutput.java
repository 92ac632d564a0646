package io.podspan.routecollector.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code ip -d -j link} prints of tunnels: where each leads to. */
final class TunnelOutput {
  private TunnelOutput() {}

  /**
   * The other end by the name of the tunnel. One that has none, or that cannot be read, is left
   * out.
   */
  static Answer<Map<String, String>> remotes(String text) throws OutputFault {
    if (!text.strip().startsWith("[")) {
      throw new OutputFault("ip link printed no JSON");
    }
    Map<String, String> remotes = new HashMap<>();
    for (String row : JsonRows.of(text)) {
      Optional<JsonNode> link = JsonRows.parse(row);
      String name = link.map(l -> l.path("ifname").asText("")).orElse("");
      link.map(l -> l.at("/linkinfo/info_data/remote").asText(""))
          .flatMap(PrintedAddress::address)
          .filter(_ -> !name.isEmpty())
          .ifPresent(remote -> remotes.put(name, remote));
    }
    return new Answer.Whole<>(Map.copyOf(remotes));
  }
}
