package io.podspan.cli.grant;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.cli.grant.ProbePods.State;
import io.podspan.cli.grant.ProbePods.Wish;
import io.podspan.cli.text.TerminalText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The pods that ping and are pinged. */
@Command(
    name = "probes",
    mixinStandardHelpOptions = true,
    header = "Installs, shows and removes the pods that ping and are pinged.",
    description = {
      "%nThey are the DaemonSet podspan-probe in the namespace podspan: a pod on every node that does nothing, has no",
      "rights, no privilege and no access to its node. It is made by the rights of your own context: no account of",
      "Podspan may make pods. Clusters without it need other pods to ping from: podspan.probe.pods.selector."
    },
    footer = {
      "%nExamples:",
      "  podspan clusters probes install --context paris-admin",
      "  podspan clusters probes install --context paris-admin --image registry.example.com/alpine:3.22",
      "  podspan clusters probes status --context paris-admin",
      "  podspan clusters probes remove --context paris-admin",
    })
public final class ProbesCommand implements Runnable {
  private static final int NOT_WELL = 1;

  /** As a reference of an image is written. */
  private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,500}");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9./-]{0,100}");
  private static final Pattern QUANTITY = Pattern.compile("\\d{1,12}(\\.\\d{1,3})?(m|k|[KMGT]i?)?");

  @Spec CommandSpec command;

  @Override
  public void run() {
    command.commandLine().usage(command.commandLine().getOut());
  }

  /** Which cluster. */
  static final class Cluster {
    @Option(
        names = "--context",
        paramLabel = "NAME",
        required = true,
        description = "A context of your own kubeconfig, with the right to make DaemonSets.")
    String context;

    @Option(
        names = "--kubeconfig",
        paramLabel = "FILE",
        description =
            "Your own kubeconfig; default: as for kubectl, $KUBECONFIG or ~/.kube/config.")
    @Nullable Path kubeconfig;

    <T> T with(Function<ProbePods, T> work) {
      AdminContext found = AdminContext.find(context, kubeconfig);
      try (KubernetesClient client = found.client()) {
        return work.apply(new ProbePods(found, client));
      }
    }
  }

  @Command(
      name = "install",
      mixinStandardHelpOptions = true,
      description =
          "Makes the pods, or makes them be as this version and the options say. Run it again after an"
              + " upgrade.",
      footer = {
        "%nExamples:",
        "  podspan clusters probes install --context paris-admin",
        "  podspan clusters probes install --context paris-admin --image registry.example.com/alpine:3.22",
        "  podspan clusters probes install --context paris-admin --requests cpu=10m,memory=16Mi"
      })
  int install(
      @Mixin Cluster cluster,
      @Option(
              names = "--image",
              paramLabel = "IMAGE",
              description =
                  "What they run: it needs sh and ping; what else is of use is in probe-service's"
                      + " README. Default: alpine:3.22.")
          @Nullable String image,
      @Option(
              names = "--requests",
              paramLabel = "NAME=QUANTITY",
              split = ",",
              description = "Requests of resources; default: cpu=5m,memory=8Mi.")
          @Nullable Map<String, String> requests,
      @Option(
              names = "--limits",
              paramLabel = "NAME=QUANTITY",
              split = ",",
              description = "Limits of resources; default: memory=32Mi.")
          @Nullable Map<String, String> limits,
      @Option(names = "--adopt", description = "Also takes over a DaemonSet that others made.")
          boolean adopt) {
    if (image != null && !IMAGE.matcher(image).matches()) {
      throw new IllegalArgumentException("--image is no reference of an image: " + image);
    }
    check("--requests", requests);
    check("--limits", limits);
    Wish wish =
        new Wish(image, requests == null ? Map.of() : requests, limits == null ? Map.of() : limits);
    switch (cluster.with(pods -> pods.install(wish, adopt))) {
      case CREATED -> say("created DaemonSet podspan/podspan-probe; its pods start now.");
      case CHANGED -> say("changed DaemonSet podspan/podspan-probe; its pods start again.");
      case UNCHANGED -> say("DaemonSet podspan/podspan-probe is as it should be.");
    }
    say("podspan clusters probes status shows whether they run.");
    return 0;
  }

  private static void check(String option, @Nullable Map<String, String> quantities) {
    if (quantities != null) {
      quantities.forEach(
          (name, quantity) -> {
            if (!NAME.matcher(name).matches() || !QUANTITY.matcher(quantity).matches()) {
              throw new IllegalArgumentException(
                  option + " is written as cpu=5m,memory=32Mi, not " + name + "=" + quantity);
            }
          });
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description =
          "Shows whether the pods run. Exits with 0 where there is one on every node, else with 1.",
      footer = {"%nExample:", "  podspan clusters probes status --context paris-admin"})
  int status(@Mixin Cluster cluster) {
    Optional<State> found = cluster.with(ProbePods::state);
    if (found.isEmpty()) {
      say("not installed; podspan clusters probes install makes them.");
      return NOT_WELL;
    }
    State state = found.get();
    say(
        "%d of %d pods run (%d as they should be now), image %s%s"
            .formatted(
                state.ready(),
                state.wanted(),
                state.updated(),
                TerminalText.line(state.image()),
                state.ours() ? "" : "; made by others"));
    state.troubles().forEach(this::say);
    return state.isWell() ? 0 : NOT_WELL;
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Takes the pods away. Nothing is measured from and to this cluster then.",
      footer = {
        "%nExamples:",
        "  podspan clusters probes remove --context paris-admin",
        "  podspan clusters probes remove --context paris-admin --adopt"
      })
  int remove(
      @Mixin Cluster cluster,
      @Option(names = "--adopt", description = "Also a DaemonSet that others made.")
          boolean adopt) {
    say(
        cluster.with(pods -> pods.remove(adopt))
            ? "removed DaemonSet podspan/podspan-probe."
            : "not installed.");
    return 0;
  }

  private void say(String line) {
    PrintWriter out = command.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
