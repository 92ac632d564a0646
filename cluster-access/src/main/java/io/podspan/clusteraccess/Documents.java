package io.podspan.clusteraccess;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * The one serializer of this package. fabric8's own default one looks for all classes of resources
 * that there are and loads them; who uses a handful should not pay for thousands.
 */
final class Documents {
  static final KubernetesSerialization SERIALIZATION = serialization();

  private Documents() {}

  /** An error in a watch is a Status. Known as one it ends the watch; else 410 is never noticed. */
  private static KubernetesSerialization serialization() {
    KubernetesSerialization serialization = new KubernetesSerialization(new ObjectMapper(), false);
    serialization.registerKubernetesResource(Status.class);
    return serialization;
  }
}
