package io.podspan.clusteraccess;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The one serializer of this package. fabric8's own default one looks for all classes of resources
 * that there are and loads them; who uses a handful should not pay for thousands.
 *
 * <p>It bounds what a text becomes in memory: a list of empty objects takes fifty times the bytes
 * of its text.
 */
final class Documents {
  /** A page of Nodes or Pods has half of it. */
  static final int MOST_TOKENS = 150_000;

  /** What is not JSON is a proxy's page or a short error. */
  static final int LARGEST_OTHER = 16 << 10;

  static final KubernetesSerialization SERIALIZATION = serialization();

  private Documents() {}

  /** An error in a watch is a Status. Known as one it ends the watch; else 410 is never noticed. */
  private static KubernetesSerialization serialization() {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build();
    ObjectMapper mapper =
        new ObjectMapper(JsonFactory.builder().streamReadConstraints(bounds).build());
    KubernetesSerialization serialization = new JsonOrShort(mapper);
    serialization.registerKubernetesResource(Status.class);
    return serialization;
  }

  /** fabric8 takes a text that does not begin as JSON for YAML, whose parser has no such bounds. */
  private static final class JsonOrShort extends KubernetesSerialization {
    JsonOrShort(ObjectMapper mapper) {
      super(mapper, false);
    }

    @Override
    public <T> T unmarshal(InputStream in, TypeReference<T> type) {
      try (BufferedInputStream text = new BufferedInputStream(in)) {
        text.mark(LARGEST_OTHER + 1);
        byte[] start = text.readNBytes(LARGEST_OTHER + 1);
        if (isJson(start)) {
          text.reset();
          return withMetadata(super.unmarshal(text, type));
        }
        if (start.length > LARGEST_OTHER) {
          throw new KubernetesClientException("the text is not JSON");
        }
        return super.unmarshal(new ByteArrayInputStream(start), type);
      } catch (IOException e) {
        throw KubernetesClientException.launderThrowable(e);
      }
    }

    /** Every object has some, so nobody asks; a server that sends none shall not make us fail. */
    private static <T> T withMetadata(T object) {
      if (object instanceof HasMetadata bare && bare.getMetadata() == null) {
        bare.setMetadata(new ObjectMeta());
      }
      return object;
    }

    private static boolean isJson(byte[] start) {
      for (byte b : start) {
        if (!Character.isWhitespace(b)) {
          return b == '{' || b == '[';
        }
      }
      return false;
    }
  }
}
