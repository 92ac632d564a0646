package io.podspan.servicekit.conditional;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The tag of a resource: {@code "BIRTH FIELD FIELD... . SHOWN"}, each a digest of eight characters,
 * without the blanks.
 */
public final class ResourceTag {
  private static final int DIGEST_BYTES = 6;
  private static final int DIGEST_CHARACTERS = 8;
  private static final String NOTHING = "";

  private final SequencedMap<String, String> fields;
  private final String settable;
  private final String shown;

  private ResourceTag(SequencedMap<String, String> fields, String settable, String shown) {
    this.fields = fields;
    this.settable = settable;
    this.shown = shown;
  }

  /**
   * Of what is kept.
   *
   * @param birth tells it from an earlier one of its name, such as the time when it was made
   * @param fields what callers may set, in an order that stays; values as people read them
   */
  public static ResourceTag of(Object birth, SequencedMap<String, String> fields) {
    StringBuilder settable = new StringBuilder(digest(birth.toString()));
    fields.forEach((field, value) -> settable.append(digest(field + "=" + value)));
    return new ResourceTag(new LinkedHashMap<>(fields), settable.toString(), NOTHING);
  }

  /**
   * The same as an answer shows it.
   *
   * @param answer a record of values: its text has all that is shown
   */
  public ResourceTag shownAs(Object answer) {
    return new ResourceTag(fields, settable, digest(answer.toString()));
  }

  /** As in the header {@code ETag}. */
  public String header() {
    return '"' + settable + '.' + shown + '"';
  }

  /** Whether these are the same words. */
  boolean is(String opaque) {
    return (settable + '.' + shown).equals(opaque);
  }

  /** Whether no field that callers may set has changed since there was this tag. */
  boolean hasFieldsOf(String opaque) {
    return settable.equals(settable(opaque));
  }

  /** The fields that have changed since there was this tag, with their present values. */
  Map<String, String> changedSince(String opaque) {
    String then = settable(opaque);
    if (then.length() != settable.length()
        || !then.regionMatches(0, settable, 0, DIGEST_CHARACTERS)) {
      return fields;
    }
    Map<String, String> changed = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(fields.keySet());
    for (int i = 0; i < names.size(); i++) {
      int at = DIGEST_CHARACTERS * (i + 1);
      if (!then.regionMatches(at, settable, at, DIGEST_CHARACTERS)) {
        changed.put(names.get(i), fields.getOrDefault(names.get(i), NOTHING));
      }
    }
    return changed;
  }

  private static String settable(String opaque) {
    int end = opaque.indexOf('.');
    return end < 0 ? opaque : opaque.substring(0, end);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
