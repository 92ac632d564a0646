package io.podspan.cli.grant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives Podspan its rights in a cluster, and takes them away. */
public final class Grants {
  /** Where routers are found: kube-system, or where Calico's operator puts them. */
  private static final List<String> USUAL_ROUTER_NAMESPACES =
      List.of("kube-system", "calico-system");

  private static final String NOT_LIMITED =
      "The API server does not know ValidatingAdmissionPolicy (Kubernetes 1.30 or newer has it)."
          + " Who has the token of peering-service or route-collector can therefore run any command"
          + " in any pod of the routers' namespaces: it equals root on the nodes.";

  private static final String MADE_BY = "app.kubernetes.io/managed-by";
  private static final String US = "podspan-clusters-grant";
  private static final String PROBE_LABEL = "podspan.io/probe";

  private final AdminContext context;
  private final KubernetesClient client;
  private final MemberRights rights;

  /**
   * @param client with the rights of this context; it stays open
   */
  public Grants(AdminContext context, KubernetesClient client) {
    this(context, client, Set.of());
  }

  /**
   * @param client with the rights of this context; it stays open
   * @param daemonSets more names of routers' DaemonSets
   * @throws IllegalArgumentException when one of them cannot be a name
   */
  public Grants(AdminContext context, KubernetesClient client, Set<String> daemonSets) {
    this.context = context;
    this.client = client;
    List<HasMetadata> shipped = ShippedRights.read();
    new RouterNames(daemonSets).addTo(shipped);
    this.rights = new MemberRights(shipped);
  }

  /**
   * What a grant did.
   *
   * @param changes one line each, such as {@code created Role kube-system/podspan-route-collector}
   * @param expires when the token ends
   * @param cautions for people
   */
  public record Granted(List<String> changes, Instant expires, List<String> cautions) {
    public Granted {
      changes = List.copyOf(changes);
      cautions = List.copyOf(cautions);
    }
  }

  /**
   * Makes what is missing, and writes a kubeconfig with a new token.
   *
   * @param name of the context in the file
   * @param server another URL of the API server than the context's, or null
   * @param life of the token
   * @param routers more namespaces that routers run in
   * @throws GrantFailedException saying what happened and what to do
   */
  public Granted grant(
      Account account,
      String name,
      @Nullable String server,
      Path file,
      Duration life,
      Set<String> routers) {
    GrantedKubeconfig.refuseForeign(file);
    @Nullable String authority = context.certificateAuthority();
    boolean insecure = Boolean.TRUE.equals(context.cluster().getInsecureSkipTlsVerify());
    return explained(
        () -> {
          boolean limited = hasPolicies();
          List<HasMetadata> objects =
              served(rights.of(account, routerNamespaces(routers)), limited);
          CalicoGroup.fit(objects, client);
          new NeededRights(client).require(objects, List.of("get", "create"), true, context.name());
          List<String> changes = new ArrayList<>();
          objects.forEach(object -> apply(object, changes));
          Token token = token(account, life);
          String at = server != null ? server : context.cluster().getServer();
          new GrantedKubeconfig(name, at, authority, insecure, token).write(file);
          List<String> cautions = cautions(at, insecure, life, token);
          if (!limited) {
            cautions.add(NOT_LIMITED);
          }
          return new Granted(changes, token.expires(), cautions);
        });
  }

  /** Kubernetes before 1.30 has no policies. */
  private boolean hasPolicies() {
    return client.supports(ValidatingAdmissionPolicy.class);
  }

  private static List<HasMetadata> served(List<HasMetadata> objects, boolean limited) {
    return limited
        ? objects
        : objects.stream().filter(object -> !MemberRights.isLimit(object)).toList();
  }

  private Set<String> routerNamespaces(Set<String> more) {
    Set<String> wanted = new LinkedHashSet<>(USUAL_ROUTER_NAMESPACES);
    wanted.addAll(more);
    Set<String> there = new LinkedHashSet<>();
    for (String namespace : wanted) {
      if (client.namespaces().withName(namespace).get() != null) {
        there.add(namespace);
      } else if (more.contains(namespace)) {
        throw new GrantFailedException(
            "There is no namespace " + namespace + " in the cluster of " + context.name() + ".",
            "correct --router-namespace");
      }
    }
    return there;
  }

  private void apply(HasMetadata wanted, List<String> changes) {
    HasMetadata present = client.resource(wanted).get();
    String name = MemberRights.name(wanted);
    if (present == null) {
      Map<String, String> labels = new java.util.TreeMap<>();
      if (wanted.getMetadata().getLabels() != null) {
        labels.putAll(wanted.getMetadata().getLabels());
      }
      labels.put(MADE_BY, US);
      wanted.getMetadata().setLabels(labels);
      client.resource(wanted).create();
      changes.add("created " + name);
    } else if (mend(wanted, present)) {
      changes.add("changed " + name);
    }
  }

  /** Whether it was other than it should be. */
  private boolean mend(HasMetadata wanted, HasMetadata present) {
    switch (wanted) {
      case ClusterRole role when !role.getRules().equals(((ClusterRole) present).getRules()) -> {
        ((ClusterRole) present).setRules(role.getRules());
        client.resource(present).update();
        return true;
      }
      case Role role when !role.getRules().equals(((Role) present).getRules()) -> {
        ((Role) present).setRules(role.getRules());
        client.resource(present).update();
        return true;
      }
      case ValidatingAdmissionPolicy policy
          when !policy.getSpec().equals(((ValidatingAdmissionPolicy) present).getSpec()) -> {
        ((ValidatingAdmissionPolicy) present).setSpec(policy.getSpec());
        client.resource(present).update();
        return true;
      }
      case ValidatingAdmissionPolicyBinding inForce
          when !inForce
              .getSpec()
              .equals(((ValidatingAdmissionPolicyBinding) present).getSpec()) -> {
        ((ValidatingAdmissionPolicyBinding) present).setSpec(inForce.getSpec());
        client.resource(present).update();
        return true;
      }
      case HasMetadata binding
          when (binding instanceof RoleBinding || binding instanceof ClusterRoleBinding)
              && !sameBinding(binding, present) -> {
        // The API does not let a binding's role change.
        client.resource(present).delete();
        client.resource(binding).create();
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private static boolean sameBinding(HasMetadata one, HasMetadata other) {
    return MemberRights.roleRef(one).equals(MemberRights.roleRef(other))
        && MemberRights.subjects(one).equals(MemberRights.subjects(other));
  }

  private Token token(Account account, Duration life) {
    var request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(life.toSeconds())
            .endSpec()
            .build();
    var status =
        client
            .serviceAccounts()
            .inNamespace(Account.NAMESPACE)
            .withName(account.account())
            .tokenRequest(request)
            .getStatus();
    if (status == null || status.getToken() == null || status.getExpirationTimestamp() == null) {
      throw new GrantFailedException(
          "The API server gave no token for " + account.account() + ".",
          "run the command again; if that does not help, read the API server's log");
    }
    try {
      return new Token(status.getToken(), Instant.parse(status.getExpirationTimestamp()));
    } catch (DateTimeParseException e) {
      throw new GrantFailedException(
          "The API server gave a token without a readable time of its end.",
          "check that the server of the context is a Kubernetes API server");
    }
  }

  private List<String> cautions(String server, boolean insecure, Duration life, Token token) {
    List<String> cautions = new ArrayList<>();
    if (insecure) {
      cautions.add(
          "The context does not check the API server's certificate (insecure-skip-tls-verify), and"
              + " the new file does not either.");
    }
    if (server.matches("(?i)https?://(127\\.|localhost|\\[::1]).*")) {
      cautions.add(
          "The API server's address "
              + server
              + " is this machine's own. Services elsewhere need another: --server.");
    }
    if (token.expires().isBefore(Instant.now().plus(life).minusSeconds(120))) {
      cautions.add("The API server allows no longer life of a token than that.");
    }
    return cautions;
  }

  /**
   * Takes away all accounts, bindings and roles of Podspan, and the namespace if a grant made it
   * and nothing but probe pods is in it. The tokens end with their accounts.
   *
   * @param routers more namespaces that routers run in
   * @return one line for each object that was there
   * @throws GrantFailedException saying what happened and what to do
   */
  public List<String> revoke(Set<String> routers) {
    return explained(
        () -> {
          List<HasMetadata> objects =
              served(rights.ofAll(routerNamespaces(routers)), hasPolicies());
          new NeededRights(client)
              .require(objects, List.of("get", "delete"), false, context.name());
          List<String> changes = new ArrayList<>();
          // Accounts first: from then on no token is worth anything.
          objects.stream()
              .filter(ServiceAccount.class::isInstance)
              .forEach(object -> remove(object, changes));
          objects.stream()
              .filter(o -> !(o instanceof ServiceAccount || o instanceof Namespace))
              .forEach(object -> remove(object, changes));
          objects.stream()
              .filter(Namespace.class::isInstance)
              .forEach(namespace -> removeNamespace(namespace, changes));
          return changes;
        });
  }

  private void remove(HasMetadata object, List<String> changes) {
    if (client.resource(object).get() != null) {
      client.resource(object).delete();
      changes.add("removed " + MemberRights.name(object));
    }
  }

  private void removeNamespace(HasMetadata namespace, List<String> changes) {
    HasMetadata present = client.resource(namespace).get();
    if (present == null) {
      return;
    }
    Map<String, String> labels = present.getMetadata().getLabels();
    boolean ours = labels != null && US.equals(labels.get(MADE_BY));
    if (ours && onlyProbePods(namespace.getMetadata().getName())) {
      client.resource(present).delete();
      changes.add("removed " + MemberRights.name(namespace));
    } else {
      changes.add(
          "kept "
              + MemberRights.name(namespace)
              + (ours ? ": other pods run in it" : ": podspan clusters grant did not make it"));
    }
  }

  private boolean onlyProbePods(String namespace) {
    List<Pod> pods = client.pods().inNamespace(namespace).list().getItems();
    return pods.stream()
        .allMatch(
            pod ->
                pod.getMetadata().getLabels() != null
                    && "true".equals(pod.getMetadata().getLabels().get(PROBE_LABEL)));
  }

  private <T> T explained(Supplier<T> work) {
    return new ApiWords(context).explained(work);
  }
}
