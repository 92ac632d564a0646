package io.podspan.peeringservice.store;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a row says. One that cannot be read fails those who ask for it, and nobody else.
 *
 * @param failure why it cannot be read; null when it can
 */
record Held<V>(@Nullable V said, @Nullable IllegalStateException failure) {
  static <V> Held<V> of(Supplier<V> reader) {
    try {
      return new Held<>(reader.get(), null);
    } catch (IllegalStateException e) {
      return new Held<>(null, e);
    }
  }

  V value() {
    if (failure != null) {
      throw new IllegalStateException("a row cannot be read", failure);
    }
    return Objects.requireNonNull(said);
  }
}
