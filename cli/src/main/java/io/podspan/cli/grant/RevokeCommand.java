package io.podspan.cli.grant;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes all rights of Podspan in a cluster away. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    header = "Takes away all rights of Podspan in a cluster, and its kubeconfig.",
    description = {
      "%nRemoves the service accounts of Podspan with all their tokens, the roles and their bindings, and the files",
      "that grant wrote; also the namespace podspan, if grant made it and only probe pods are in it.",
      "Withdraw the cluster's interconnects and remove the cluster first: afterwards Podspan cannot reach it."
    },
    footer = {
      "%nExamples:",
      "  podspan clusters remove paris",
      "  podspan clusters revoke paris --context paris-admin",
    })
public final class RevokeCommand implements Runnable {
  @Mixin GrantOptions options;
  @Spec CommandSpec command;

  @Override
  public void run() {
    PrintWriter out = command.commandLine().getOut();
    List<Path> files = List.copyOf(options.files().values());
    AdminContext context = AdminContext.find(options.context, options.kubeconfig);
    try (KubernetesClient client = context.client()) {
      List<String> changes = new Grants(context, client).revoke(options.routerNamespaces);
      changes.forEach(out::println);
      if (changes.isEmpty()) {
        out.println("Podspan has no rights in the cluster of " + context.name() + ".");
      }
    }
    files.stream().filter(GrantedKubeconfig::remove).forEach(f -> out.println("removed " + f));
    out.flush();
  }
}
