package io.podspan.console.owners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.addresses.IpAddress;
import io.podspan.console.why.Answer;
import io.podspan.console.why.Checked;
import io.podspan.console.why.End;
import io.podspan.console.why.Measurement;
import io.podspan.console.why.Owners;
import io.podspan.console.why.Reflected;
import io.podspan.console.why.Resolved;
import io.podspan.console.why.RouteInDoubt;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The owners over REST, for one caller. */
final class RestOwners implements Owners {
  private static final Duration READ = Duration.ofSeconds(2);

  /** Where a command runs on a node. */
  private static final Duration LOOK = Duration.ofSeconds(4);

  /** An image whose ping knows few options is asked twice, some seconds each. */
  private static final Duration PING = Duration.ofSeconds(8);

  /** A search for the path MTU: a second for each packet that is lost, 14 at most. */
  private static final Duration SEARCH = Duration.ofSeconds(17);

  private static final String MTU = "mtu";
  private static final String REFLECTORS = "podspan.console.owners.reflectors";

  private final Answer<OwnerClient> probes;
  private final Answer<OwnerClient> collector;
  private final Map<String, Answer<OwnerClient>> reflectors = new HashMap<>();

  RestOwners(HttpClient http, OwnerSettings settings, String token) {
    this.probes = client(http, "probe-service", settings.probeService(), token);
    this.collector = client(http, "route-collector", settings.routeCollector(), token);
    for (String named : settings.reflectors().orElse(List.of())) {
      String[] parts = named.split("=", 2);
      if (parts.length == 2) {
        String name = parts[0].strip();
        reflectors.put(
            name, client(http, "reflector " + name, REFLECTORS, parts[1].strip(), token));
      }
    }
  }

  private static Answer<OwnerClient> client(
      HttpClient http, String name, Optional<String> base, String token) {
    String setting = "podspan.console.owners." + name;
    return base.isEmpty()
        ? new Answer.Silent<>(name + " is not asked, because " + setting + " is not set")
        : client(http, name, setting, base.get(), token);
  }

  private static Answer<OwnerClient> client(
      HttpClient http, String name, String setting, String base, String token) {
    try {
      URI address = new URI(base);
      return isHttp(address)
          ? new Answer.Said<>(new OwnerClient(http, name, address, token), Instant.now())
          : new Answer.Silent<>(setting + " is no address of the form http://HOST:PORT");
    } catch (URISyntaxException _) {
      return new Answer.Silent<>(setting + " is no address of the form http://HOST:PORT");
    }
  }

  /** A path would be left out of the questions, and what is behind its root may be another's. */
  private static boolean isHttp(URI address) {
    String path = address.getPath();
    return address.getHost() != null
        && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
        && (path.isEmpty() || path.equals("/"))
        && address.getUserInfo() == null
        && address.getQuery() == null
        && address.getFragment() == null;
  }

  @Override
  public Answer<Resolved> resolve(End end) {
    String path = "/api/v1/resolve?name=" + URLEncoder.encode(end.text(), StandardCharsets.UTF_8);
    return ask(probes, client -> client.get(path, READ), OwnerJson::resolved);
  }

  @Override
  public Answer<Measurement> measure(End from, End to, List<String> kinds) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("from", from.text()).put("to", to.text());
    kinds.forEach(body.putArray("kinds")::add);
    return ask(
        probes,
        client -> client.post("/api/v1/measurements", body, kinds.contains(MTU) ? SEARCH : PING),
        OwnerJson::measured);
  }

  @Override
  public Answer<Checked> check(
      String cluster,
      String node,
      IpAddress destination,
      @Nullable IpAddress source,
      @Nullable IpAddress pod) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("cluster", cluster).put("node", node).put("destination", destination.toString());
    body.put("source", source == null ? null : source.toString());
    body.put("pod", pod == null ? null : pod.toString());
    return ask(
        collector,
        client -> client.post("/api/v1/checks", body, LOOK),
        answer -> OwnerJson.checked(cluster, answer));
  }

  @Override
  public Answer<Reflected> reflected(RouteInDoubt route) {
    String path =
        "/api/v1/peers/%s/route?prefix=%s&from=%s"
            .formatted(encoded(route.address()), encoded(route.prefix()), encoded(route.origin()));
    Answer<OwnerClient> reflector =
        reflectors.getOrDefault(
            route.reflector(),
            new Answer.Silent<>(
                "reflector %s is not asked, because %s does not name it"
                    .formatted(route.reflector(), REFLECTORS)));
    return switch (ask(reflector, client -> client.get(path, READ), OwnerJson::reflected)) {
      case Answer.Said(Optional<Reflected> said, Instant at) ->
          said.<Answer<Reflected>>map(whole -> new Answer.Said<>(whole, at))
              .orElseGet(
                  () ->
                      new Answer.Silent<>(
                          "reflector " + route.reflector() + " did not say what was asked"));
      case Answer.None(String what, String toDo) -> new Answer.None<>(what, toDo);
      case Answer.Silent(String why) -> new Answer.Silent<>(why);
    };
  }

  private static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }

  private static <T> Answer<T> ask(
      Answer<OwnerClient> owner,
      Function<OwnerClient, Answer<JsonNode>> question,
      Function<JsonNode, T> read) {
    return switch (owner) {
      case Answer.Said(OwnerClient client, var _) -> read(question.apply(client), read);
      case Answer.None(String what, String toDo) -> new Answer.None<>(what, toDo);
      case Answer.Silent(String why) -> new Answer.Silent<>(why);
    };
  }

  private static <T> Answer<T> read(Answer<JsonNode> answer, Function<JsonNode, T> read) {
    return switch (answer) {
      case Answer.Said(JsonNode said, var at) -> new Answer.Said<>(read.apply(said), at);
      case Answer.None(String what, String toDo) -> new Answer.None<>(what, toDo);
      case Answer.Silent(String why) -> new Answer.Silent<>(why);
    };
  }
}
