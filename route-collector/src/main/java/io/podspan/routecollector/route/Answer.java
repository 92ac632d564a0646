package io.podspan.routecollector.route;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one question to a node gave. A question that failed says nothing of the others, and what
 * could not be read is not what is absent.
 *
 * @param <T> what it tells
 */
public sealed interface Answer<T> {

  /** All of it could be read: what is not in it is not there. */
  record Whole<T>(T read) implements Answer<T> {
    public Whole {
      Objects.requireNonNull(read, "read");
    }
  }

  /**
   * Some of it could be read: what is not in it may be there.
   *
   * @param why what could not be read, for people
   */
  record Partly<T>(T read, String why) implements Answer<T> {
    public Partly {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(why, "why");
    }
  }

  /**
   * Nothing of it could be read.
   *
   * @param why why not, for people
   */
  record Unread<T>(String why) implements Answer<T> {
    public Unread {
      Objects.requireNonNull(why, "why");
    }
  }

  /** What could be read. */
  default Optional<T> value() {
    return switch (this) {
      case Whole<T>(T read) -> Optional.of(read);
      case Partly<T>(T read, String _) -> Optional.of(read);
      case Unread<T> _ -> Optional.empty();
    };
  }

  /** What could not be read, for people; null when all could. */
  default @Nullable String gap() {
    return switch (this) {
      case Whole<T> _ -> null;
      case Partly<T>(T _, String why) -> why;
      case Unread<T>(String why) -> why;
    };
  }

  /** What was read, as something else. */
  default <R> Answer<R> map(Function<T, R> as) {
    return switch (this) {
      case Whole<T>(T read) -> new Whole<>(as.apply(read));
      case Partly<T>(T read, String why) -> new Partly<>(as.apply(read), why);
      case Unread<T>(String why) -> new Unread<>(why);
    };
  }

  /** The same, with what could not be read said in words when there is something. */
  static <T> Answer<T> of(T read, @Nullable String gap) {
    return gap == null ? new Whole<>(read) : new Partly<>(read, gap);
  }
}
