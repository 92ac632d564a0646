package io.podspan.peeringservice.kubernetes;

import org.jspecify.annotations.Nullable;

/** What image references say. */
final class Images {
  private Images() {}

  /** The tag, null where there is none or it is {@code latest}: neither says a version. */
  static @Nullable String version(String image) {
    String reference = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    int colon = reference.lastIndexOf(':');
    if (colon < 0 || colon < reference.lastIndexOf('/')) {
      return null;
    }
    String tag = reference.substring(colon + 1);
    return tag.isEmpty() || tag.equals("latest") ? null : tag;
  }
}
