package io.podspan.clusteraccess;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * The one serializer of this package. fabric8's own default one looks for all classes of resources
 * that there are and loads them; who uses a handful should not pay for thousands.
 */
final class Documents {
  static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(new ObjectMapper(), false);

  private Documents() {}
}
