package io.podspan.cli.grant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects that give an account its rights. Pure.
 *
 * <p>The manifests place the rights on routers in kube-system. Routers may run elsewhere; then the
 * same Roles stand in those namespaces.
 */
final class MemberRights {
  private static final String ROUTERS = "kube-system";
  private static final String ALL = Account.ALL_SERVICES.account();

  private final List<HasMetadata> shipped;

  MemberRights(List<HasMetadata> shipped) {
    this.shipped = List.copyOf(shipped);
  }

  /**
   * The namespace first, then the policies that limit accounts, then the account, then roles, each
   * before its bindings: nothing is given before it is limited.
   *
   * @param routers the namespaces that routers run in
   */
  List<HasMetadata> of(Account account, Set<String> routers) {
    Map<String, HasMetadata> objects = new LinkedHashMap<>();
    shipped.stream().filter(Namespace.class::isInstance).forEach(o -> put(objects, o));
    shipped.stream().filter(MemberRights::isLimit).forEach(o -> put(objects, o));
    put(objects, serviceAccount(account));
    for (HasMetadata binding : bindings(account)) {
      for (HasMetadata object : List.of(role(binding), named(binding, account))) {
        placed(object, routers).forEach(o -> put(objects, o));
      }
    }
    return List.copyOf(objects.values());
  }

  /** What one may find of all accounts together. */
  List<HasMetadata> ofAll(Set<String> routers) {
    Map<String, HasMetadata> objects = new LinkedHashMap<>();
    for (Account account : Account.values()) {
      of(account, routers).forEach(o -> put(objects, o));
    }
    return List.copyOf(objects.values());
  }

  static boolean isLimit(HasMetadata object) {
    return object instanceof ValidatingAdmissionPolicy
        || object instanceof ValidatingAdmissionPolicyBinding;
  }

  private static void put(Map<String, HasMetadata> objects, HasMetadata object) {
    objects.putIfAbsent(name(object), object);
  }

  /** As messages name it: {@code Role kube-system/podspan-route-collector}. */
  static String name(HasMetadata object) {
    String namespace = object.getMetadata().getNamespace();
    return object.getKind()
        + " "
        + (namespace == null ? "" : namespace + "/")
        + object.getMetadata().getName();
  }

  private static ServiceAccount serviceAccount(Account account) {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withName(account.account())
        .withNamespace(Account.NAMESPACE)
        .endMetadata()
        .build();
  }

  private List<HasMetadata> bindings(Account account) {
    return shipped.stream()
        .filter(o -> o instanceof RoleBinding || o instanceof ClusterRoleBinding)
        .filter(
            o ->
                account == Account.ALL_SERVICES
                    || subjects(o).stream().anyMatch(s -> s.getName().equals(account.account())))
        .toList();
  }

  /** For the account of all services, a binding of its own beside that of the one service. */
  private static HasMetadata named(HasMetadata binding, Account account) {
    if (account != Account.ALL_SERVICES) {
      return binding;
    }
    String name = ALL + "." + binding.getMetadata().getName();
    Subject all =
        new SubjectBuilder()
            .withKind("ServiceAccount")
            .withName(ALL)
            .withNamespace(Account.NAMESPACE)
            .build();
    return binding instanceof RoleBinding inNamespace
        ? new RoleBindingBuilder(inNamespace)
            .editMetadata()
            .withName(name)
            .endMetadata()
            .withSubjects(all)
            .build()
        : new ClusterRoleBindingBuilder((ClusterRoleBinding) binding)
            .editMetadata()
            .withName(name)
            .endMetadata()
            .withSubjects(all)
            .build();
  }

  private HasMetadata role(HasMetadata binding) {
    RoleRef wanted = roleRef(binding);
    String namespace = binding.getMetadata().getNamespace();
    return shipped.stream()
        .filter(o -> o.getKind().equals(wanted.getKind()))
        .filter(o -> o.getMetadata().getName().equals(wanted.getName()))
        .filter(o -> o instanceof ClusterRole || namespace.equals(o.getMetadata().getNamespace()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name(binding) + " names no shipped role"));
  }

  static List<Subject> subjects(HasMetadata binding) {
    return binding instanceof RoleBinding inNamespace
        ? inNamespace.getSubjects()
        : ((ClusterRoleBinding) binding).getSubjects();
  }

  static RoleRef roleRef(HasMetadata binding) {
    return binding instanceof RoleBinding inNamespace
        ? inNamespace.getRoleRef()
        : ((ClusterRoleBinding) binding).getRoleRef();
  }

  private static List<HasMetadata> placed(HasMetadata object, Set<String> routers) {
    if (!(object instanceof Role || object instanceof RoleBinding)
        || !ROUTERS.equals(object.getMetadata().getNamespace())) {
      return List.of(object);
    }
    List<HasMetadata> copies = new ArrayList<>();
    for (String namespace : routers) {
      HasMetadata copy = copy(object);
      copy.getMetadata().setNamespace(namespace);
      copies.add(copy);
    }
    return copies;
  }

  private static HasMetadata copy(HasMetadata object) {
    return object instanceof Role role
        ? role.toBuilder().build()
        : new RoleBindingBuilder((RoleBinding) object).build();
  }
}
