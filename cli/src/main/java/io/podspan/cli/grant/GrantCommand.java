package io.podspan.cli.grant;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives Podspan its rights in a cluster, and writes the kubeconfig that carries them. */
@Command(
    name = "grant",
    mixinStandardHelpOptions = true,
    header = "Makes a kubeconfig with exactly the rights that Podspan needs in a cluster.",
    description = {
      "%nMakes the namespace podspan, a service account, and the roles of deploy/member-cluster with their",
      "bindings, by the rights of your own context. Then it writes a kubeconfig with a token of that account,",
      "readable by you only. The token is never printed. It ends by itself: the same command again renews it, and",
      "changes nothing else that is as it should be. Services notice the new file by themselves; no cluster has",
      "to be added or refreshed again."
    },
    footer = {
      "%nExamples:",
      "  podspan clusters grant paris --context paris-admin",
      "  podspan clusters add paris --kubeconfig paris",
      "  podspan clusters grant paris --context paris-admin --duration 8h --out ./paris",
      "  podspan clusters grant paris --context paris-admin --per-service ./secrets",
    })
public final class GrantCommand implements Runnable {
  /** What the rights are worth. */
  private static final List<String> LIMITS =
      List.of(
          "With these files one may change the BGP peers of the routers, restart their pods, and run Podspan's own commands in them.",
          "The policies podspan-* refuse these accounts everything else that the rights alone would allow: docs/security.md.");

  @Mixin GrantOptions options;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "24h",
      converter = LifeConverter.class,
      description =
          "The life of the token, such as 90m, 8h or 7d; at least 10m; default: ${DEFAULT-VALUE}.")
  Duration duration;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "The URL by which Podspan reaches the API server; default: that of the context.")
  @Nullable String server;

  @Spec CommandSpec command;

  @Override
  public void run() {
    PrintWriter out = command.commandLine().getOut();
    Map<Account, Path> files = options.files();
    AdminContext context = AdminContext.find(options.context, options.kubeconfig);
    try (KubernetesClient client = context.client()) {
      Grants grants = new Grants(context, client, options.routerDaemonSets);
      Set<String> cautions = new LinkedHashSet<>();
      files.forEach(
          (account, file) -> {
            Grants.Granted granted =
                grants.grant(
                    account, options.name, server, file, duration, options.routerNamespaces);
            granted.changes().forEach(out::println);
            out.println(
                "wrote "
                    + file
                    + "; its token ends at "
                    + granted.expires().truncatedTo(ChronoUnit.SECONDS));
            cautions.addAll(granted.cautions());
          });
      cautions.forEach(caution -> command.commandLine().getErr().println("caution: " + caution));
    }
    LIMITS.forEach(out::println);
    out.println("The same command again renews it; podspan clusters revoke takes it all away.");
    out.flush();
  }
}
