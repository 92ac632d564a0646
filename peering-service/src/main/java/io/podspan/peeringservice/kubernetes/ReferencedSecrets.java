package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.network.SecretLook.Presence;
import io.podspan.peeringservice.peering.router.Right;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Secret of the cluster's operator is there. The accounts that Podspan makes have no
 * right to ask; another kubeconfig may have it. Then the answer is asked for as a table without the
 * object ({@code includeObject=None}), and only its status is read: not even the metadata, in which
 * {@code kubectl apply} leaves all values.
 */
final class ReferencedSecrets {
  private static final String AS_TABLE =
      "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

  private static final long PATIENCE_SECONDS = 5;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final ClusterCalls calls;
  private final RightsReview review;

  ReferencedSecrets(ClusterCalls calls) {
    this.calls = calls;
    review = new RightsReview(calls);
  }

  /** Asks; it throws nothing. */
  Presence presence(Access access, String namespace, String name) {
    try {
      if (!review.allows(access, new Right("get", "", "secrets", namespace, name)).orElse(false)) {
        return new Presence.Unknown("the user of the kubeconfig may not get it, as it should be");
      }
      int status =
          calls.ask(
              access, "get", "secrets in " + namespace, client -> status(client, namespace, name));
      return switch (status) {
        case OK -> new Presence.There();
        case NOT_FOUND -> new Presence.Absent();
        default -> new Presence.Unknown("the API server answers with status " + status);
      };
    } catch (ClusterFaultException e) {
      return new Presence.Unknown(clause(e.fault().detail()));
    } catch (ClusterCalls.ConflictException e) {
      return new Presence.Unknown(clause(e.words()));
    }
  }

  private static int status(KubernetesClient client, String namespace, String name) {
    @Nullable AsyncBody body = null;
    try {
      HttpResponse<AsyncBody> answer =
          client
              .getHttpClient()
              .consumeBytes(
                  client
                      .getHttpClient()
                      .newHttpRequestBuilder()
                      .uri(uri(client, namespace, name))
                      .header("Accept", AS_TABLE)
                      .build(),
                  (_, more) -> more.consume())
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      body = answer.body();
      // It is dropped as it comes. To cancel it would close the connection that the next call gets.
      body.consume();
      body.done().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return answer.code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("the service is stopping");
    } catch (ExecutionException | TimeoutException e) {
      if (body != null) {
        body.cancel();
      }
      throw new KubernetesClientException("the API server does not answer", e);
    }
  }

  /** Both are names of Kubernetes, which need no escapes. */
  private static String uri(KubernetesClient client, String namespace, String name) {
    String base = client.getConfiguration().getMasterUrl();
    return (base.endsWith("/") ? base : base + "/")
        + "api/v1/namespaces/"
        + namespace
        + "/secrets/"
        + name
        + "?includeObject=None";
  }

  private static String clause(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
