package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A DaemonSet's pod template for people, a line for each part. What may hold a secret is masked, or
 * stands in the digest of all only.
 */
final class TemplateText {
  private static final int DIGITS = 16;

  private TemplateText() {}

  static String of(RouterDaemonSet set) {
    PodTemplateSpec template = set.object().getSpec().getTemplate();
    List<String> lines = new ArrayList<>();
    for (Container container : template.getSpec().getContainers()) {
      lines.add("container " + container.getName() + " image " + container.getImage());
    }
    ShownFlags.of(set.flags()).forEach(flag -> lines.add(set.container().getName() + " " + flag));
    Map<String, String> annotations =
        template.getMetadata() == null
            ? Map.of()
            : Objects.requireNonNullElse(template.getMetadata().getAnnotations(), Map.of());
    new TreeMap<>(annotations)
        .forEach((key, value) -> lines.add("annotation " + key + " " + digest(value)));
    lines.add("pod template " + digest(Serialization.asJson(template)));
    return String.join("\n", lines);
  }

  private static String digest(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(all).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
