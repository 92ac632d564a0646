package io.podspan.cli.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podspan.cli.CommandRun;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.events.AccessReference;
import io.podspan.lab.kubernetes.RealClusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A grant on a real API server, whose RBAC says what the rights are worth. */
@ExtendWith(RealClusters.class)
class GrantKubernetesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void theRightsAreThoseThatAreShippedAndEndWithTheRevocation(RealClusters clusters)
      throws Exception {
    String admin = clusters.kubeconfig(RealClusters.PARIS).toString();
    Path file = folder.resolve("paris");

    CommandRun granted = run("grant", admin, file);

    assertThat(granted.code()).as(granted.err()).isZero();
    try (ClusterClients clients = new ClusterClients(new Credentials(folder))) {
      KubernetesClient client = clients.client(new AccessReference("paris", null));
      assertThat(client.nodes().list().getItems()).isNotEmpty();
      assertThat(may(client, "patch", "apps", "daemonsets", "", "kube-system")).isFalse();
      assertThat(may(client, "delete", "", "pods", "", "kube-system")).isTrue();
      assertThat(may(client, "create", "", "pods", "exec", "kube-system")).isTrue();
      assertThat(may(client, "create", "", "pods", "exec", "podspan")).isTrue();
      assertThat(may(client, "list", "", "pods", "", null)).isTrue();

      assertThat(may(client, "list", "", "secrets", "", "kube-system")).isFalse();
      assertThat(may(client, "create", "", "pods", "", "podspan")).isFalse();
      assertThat(may(client, "create", "", "pods", "exec", "default")).isFalse();
      assertThat(may(client, "patch", "apps", "daemonsets", "", "default")).isFalse();
      assertThat(may(client, "create", "", "serviceaccounts", "token", "podspan")).isFalse();

      new StolenToken(client, clusters.admin(RealClusters.PARIS)).isWorthLittle();

      CommandRun again = run("grant", admin, file);
      assertThat(again.out()).doesNotContain("created").doesNotContain("changed");
      KubernetesClient renewed = clients.client(new AccessReference("paris", null));
      assertThat(renewed).isNotSameAs(client);
      assertThat(renewed.nodes().list().getItems()).isNotEmpty();

      Path kept = Files.copy(file, folder.resolve("kept"));
      CommandRun revoked = run("revoke", admin, file);
      assertThat(revoked.code()).as(revoked.err()).isZero();
      assertThat(revoked.out()).contains("removed Namespace podspan");
      KubernetesClient orphan =
          clients.client(new AccessReference(kept.getFileName().toString(), null));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(refusal(orphan)).isEqualTo(401));
    }
    // The namespace goes in its own time; the next grant needs it away.
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                clusters.admin(RealClusters.PARIS).namespaces().withName("podspan").get() == null);
  }

  @Test
  void aContextThatMayMakeRolesButHasNotTheRightsItselfIsToldSo(RealClusters clusters)
      throws Exception {
    clusters.kubeconfig(RealClusters.PARIS);
    String paris = RealClusters.PARIS;
    clusters.rig().ctl(paris, "create", "namespace", "weak");
    clusters.rig().ctl(paris, "-n", "weak", "create", "serviceaccount", "weak");
    clusters
        .rig()
        .ctl(
            paris,
            "create",
            "clusterrole",
            "weak",
            "--verb=get,create",
            "--resource=namespaces,serviceaccounts,serviceaccounts/token,roles.rbac.authorization.k8s.io,"
                + "rolebindings.rbac.authorization.k8s.io,clusterroles.rbac.authorization.k8s.io,"
                + "clusterrolebindings.rbac.authorization.k8s.io,"
                + "validatingadmissionpolicies.admissionregistration.k8s.io,"
                + "validatingadmissionpolicybindings.admissionregistration.k8s.io");
    clusters
        .rig()
        .ctl(
            paris,
            "create",
            "clusterrolebinding",
            "weak",
            "--clusterrole=weak",
            "--serviceaccount=weak:weak");
    String token = clusters.rig().ctl(paris, "-n", "weak", "create", "token", "weak").strip();
    String admin = Files.readString(clusters.kubeconfig(paris));
    Path weak = folder.resolve("weak");
    Files.writeString(weak, admin.replaceAll("token: \"[^\"]*\"", "token: \"" + token + "\""));

    CommandRun run = run("grant", weak.toString(), folder.resolve("out"));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("not currently held").contains("cluster-admin");
    assertThat(run.err()).doesNotContain(token);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static CommandRun run(String command, String kubeconfig, Path file) {
    return CommandRun.of(
        "clusters",
        command,
        "paris",
        "--context",
        "paris",
        "--kubeconfig",
        kubeconfig,
        "--out",
        file.toString());
  }

  private static int refusal(KubernetesClient client) {
    try {
      client.nodes().list();
      return 200;
    } catch (KubernetesClientException e) {
      return e.getCode();
    }
  }

  private static boolean may(
      KubernetesClient client,
      String verb,
      String group,
      String resource,
      String subresource,
      @org.jspecify.annotations.Nullable String namespace) {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(verb)
            .withGroup(group)
            .withResource(resource)
            .withSubresource(subresource)
            .withNamespace(namespace)
            .endResourceAttributes()
            .endSpec()
            .build();
    return client
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }
}
