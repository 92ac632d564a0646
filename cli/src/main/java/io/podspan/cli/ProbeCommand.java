package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Service;
import io.podspan.cli.probes.PathText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What one end reaches of another, measured now. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    header = "Measures now what one pod reaches of another.",
    description = {
      "%nAn end is CLUSTER/POD (in the namespace default), CLUSTER/NAMESPACE/POD, CLUSTER/node/NAME,",
      "CLUSTER/service/NAMESPACE/NAME, CLUSTER (one of its probe pods), or an address of a registered cluster.",
      "For a node a probe pod on it measures. A Service answers no ping: ask for one of its ports. All that is asked for",
      "is measured at the same time, by the tools that the pod's image has. What could not be measured says why, and is",
      "no word about the network.",
      "An operator's token is needed: it runs a command in a pod."
    },
    footer = {
      "%nExamples:",
      "  podspan probe paris tokyo",
      "  podspan probe paris/web-0 tokyo/api-1 --tcp 8080",
      "  podspan probe paris/shop/web-0 tokyo/service/shop/api --http 80",
      "  podspan probe paris tokyo --mtu --source -o json",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:everything that was asked for was reached",
      "1:something was not reached, or the service refused",
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT,
      "4:what could be measured was reached, and something could not be measured"
    })
final class ProbeCommand implements Callable<Integer> {
  private static final Pattern SERVICE = Pattern.compile("[^/]+/service/[^/]+/[^/]+");

  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Parameters(index = "0", paramLabel = "FROM", description = "Where packets come from.")
  String from;

  @Parameters(index = "1", paramLabel = "TO", description = "Where they go.")
  String to;

  @Option(names = "--tcp", paramLabel = "PORT", description = "Also connects to this port.")
  @Nullable Integer tcp;

  @Option(
      names = "--http",
      paramLabel = "PORT",
      description = "Also asks for / at this port; any status is an answer.")
  @Nullable Integer http;

  @Option(
      names = "--dns",
      paramLabel = "NAME",
      description = "Also resolves this name, as the pod resolves it.")
  @Nullable String dns;

  @Option(
      names = "--mtu",
      description =
          "Also searches the largest packet that passes whole. The pod needs the ping of iputils.")
  boolean mtu;

  @Option(names = "--source", description = "Also looks which source address the target pod sees.")
  boolean source;

  @Override
  public Integer call() {
    if (tcp != null && http != null && !tcp.equals(http)) {
      throw new IllegalArgumentException(
          "--tcp and --http name two ports; run the command once for each");
    }
    Api api = services.api(ServicesOption.client(), Service.PROBES);
    JsonNode answer = api.post("/api/v1/measurements", request());
    output.print(answer, PathText::of);
    return code(answer);
  }

  private ObjectNode request() {
    ObjectNode request = Api.JSON.createObjectNode().put("from", from).put("to", to);
    ArrayNode kinds = request.putArray("kinds");
    add(kinds, "icmp", !isService() || (tcp == null && http == null));
    add(kinds, "tcp", tcp != null);
    add(kinds, "http", http != null);
    add(kinds, "dns", dns != null);
    add(kinds, "mtu", mtu);
    add(kinds, "source", source);
    Integer port = tcp != null ? tcp : http;
    if (port != null) {
      request.put("port", port);
    }
    if (dns != null) {
      request.put("name", dns);
    }
    return request;
  }

  /** Nobody answers a ping of a Service's address: its ports are all that there is to ask. */
  private boolean isService() {
    return SERVICE.matcher(to).matches();
  }

  private static void add(ArrayNode kinds, String kind, boolean wanted) {
    if (wanted) {
      kinds.add(kind);
    }
  }

  private static int code(JsonNode answer) {
    List<String> states = new ArrayList<>();
    answer.path("measurements").forEach(each -> states.add(each.path("state").asText()));
    if (states.contains("UNREACHED")) {
      return ExitCode.FAILED;
    }
    boolean all = !states.isEmpty() && states.stream().allMatch("REACHED"::equals);
    return all ? ExitCode.OK : ExitCode.NOT_FOUND_OUT;
  }
}
