package io.podspan.cli.grant;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;

/** The refusals of an API server in words, with what to do. */
final class ApiWords {
  private final AdminContext context;

  ApiWords(AdminContext context) {
    this.context = context;
  }

  /**
   * Does the work. The cause of a failure stays out: it may hold what was sent.
   *
   * @throws GrantFailedException saying what happened and what to do
   */
  <T> T explained(Supplier<T> work) {
    try {
      return work.get();
    } catch (KubernetesClientException e) {
      throw inWords(e);
    }
  }

  private GrantFailedException inWords(KubernetesClientException e) {
    String said = e.getStatus() == null ? "" : e.getStatus().getMessage();
    String server = context.cluster().getServer();
    return switch (e.getCode()) {
      case 0 ->
          new GrantFailedException(
              "The API server of the context "
                  + context.name()
                  + " does not answer at "
                  + server
                  + ".",
              "check that kubectl --context " + context.name() + " get nodes works");
      case 401 ->
          new GrantFailedException(
              "The API server does not accept the credentials of the context "
                  + context.name()
                  + ".",
              "log in again, then run the command again");
      case 403 ->
          new GrantFailedException(
              "The context " + context.name() + " lacks a right: " + said,
              said.contains("not currently held")
                  ? "to give rights, the context must have them itself, or the verbs escalate and"
                      + " bind on roles: use cluster-admin"
                  : "use a context that has this right, such as one with cluster-admin");
      default ->
          new GrantFailedException(
              "The API server refused (HTTP " + e.getCode() + "): " + said,
              "mend what it names, then run the command again; what is done stays");
    };
  }
}
