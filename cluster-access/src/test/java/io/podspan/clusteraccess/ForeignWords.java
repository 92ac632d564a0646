package io.podspan.clusteraccess;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** The rule of every module that asks API servers. */
public final class ForeignWords {
  private ForeignWords() {}

  /** Whoever takes them from the exception itself shows what a server or a library quotes. */
  public static void comeFromClusterAccess(JavaClasses classes) {
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(assignableTo(KubernetesClientException.class)))
                .and(target(nameMatching("get(Localized)?Message|getStatus|toString|getCause"))))
        .because("ClusterClients says it without secrets: inWords, saidBy, unreachable")
        .check(classes);
  }
}
