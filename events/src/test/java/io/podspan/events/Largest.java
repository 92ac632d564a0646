package io.podspan.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.podspan.events.reason.ReasonSamples;
import io.podspan.events.reason.Unrecognised;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes the largest value of a record that its constructor admits. It begins with a sample and puts
 * into one component after the other whatever makes it larger: long texts, long lists of large and
 * of small elements, the largest case of a sealed type.
 */
final class Largest {
  private static final int[] LENGTHS = {100_000, 4_000, 1_000, 666, 333, 166, 64, 16};
  private static final int[] SIZES = {100_000, 5_000, 1_000, 256, 100, 50, 20, 10, 5, 4, 3, 2};

  /** What is larger fails anyway. */
  private static final int ENOUGH = 4 << 20;

  private static final int DEEPEST = 4;

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private static final Map<Class<?>, Object> SAMPLES = samples();

  private Largest() {}

  static <T> T of(Class<T> type) {
    return type.cast(of(type, 0));
  }

  private static Object of(Class<?> type, int depth) {
    if (type.isSealed()) {
      return Stream.of(type.getPermittedSubclasses())
          .map(kind -> of(kind, depth))
          .reduce((one, other) -> size(one) >= size(other) ? one : other)
          .orElseThrow();
    }
    Object sample = SAMPLES.get(type);
    if (sample == null) {
      throw new AssertionError("no sample has a " + type);
    }
    if (depth == DEEPEST || !type.isRecord()) {
      return sample;
    }
    Object largest = sample;
    for (int i = 0; i < type.getRecordComponents().length; i++) {
      largest = widened(largest, i, depth);
    }
    return largest;
  }

  private static Object widened(Object record, int component, int depth) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object largest = record;
    for (Object candidate : candidates(components[component].getGenericType(), depth)) {
      Object[] values = values(record);
      values[component] = candidate;
      Object other = admitted(record.getClass(), values);
      if (other != null && size(other) > size(largest)) {
        largest = other;
      }
      if (size(largest) > ENOUGH) {
        break;
      }
    }
    return largest;
  }

  private static List<Object> candidates(Type type, int depth) {
    if (type == String.class) {
      return texts();
    }
    if (type == int.class || type == Integer.class) {
      return List.of(Integer.MAX_VALUE, 65_535);
    }
    if (type == long.class || type == Long.class) {
      return List.of(Long.MIN_VALUE, Long.MAX_VALUE, 4_294_967_295L);
    }
    if (type == boolean.class || type == Boolean.class) {
      return List.of(false);
    }
    if (type == Instant.class) {
      return List.of(Instant.parse("2026-01-02T12:00:00.123456789Z"));
    }
    if (type instanceof ParameterizedType many && many.getRawType() == Map.class) {
      return maps();
    }
    if (type instanceof ParameterizedType many) {
      return lists(many.getActualTypeArguments()[0], depth);
    }
    Class<?> plain = (Class<?>) type;
    return plain.isEnum() ? List.of(plain.getEnumConstants()) : List.of(of(plain, depth + 1));
  }

  private static List<Object> texts() {
    List<Object> texts = new ArrayList<>();
    for (int length : LENGTHS) {
      for (String character : List.of("\u0001", "\u20ac", "\"", "a")) {
        texts.add(character.repeat(length));
      }
    }
    return texts;
  }

  private static List<Object> lists(Type element, int depth) {
    List<Object> elements = new ArrayList<>();
    if (element == String.class) {
      elements.addAll(List.of("a".repeat(1_000), "\u0001".repeat(166), "a"));
    } else {
      elements.add(of((Class<?>) element, depth + 1));
      SAMPLES.entrySet().stream()
          .filter(sample -> ((Class<?>) element).isAssignableFrom(sample.getKey()))
          .forEach(sample -> elements.add(sample.getValue()));
    }
    List<Object> lists = new ArrayList<>();
    for (Object each : elements) {
      int most = Math.max(1, 3 * ENOUGH / size(each));
      for (int size : SIZES) {
        lists.add(Collections.nCopies(Math.min(size, most), each));
      }
    }
    return lists;
  }

  private static List<Object> maps() {
    return List.of(map(1_000, "%0990d"), map(4_000, "%0990d"), map(200_000, "%d"));
  }

  private static Map<String, Long> map(int size, String key) {
    return IntStream.range(0, size)
        .boxed()
        .collect(Collectors.toMap(key::formatted, _ -> Long.MIN_VALUE));
  }

  private static Object[] values(Object record) {
    return Stream.of(record.getClass().getRecordComponents())
        .map(component -> value(component, record))
        .toArray();
  }

  private static Object value(RecordComponent component, Object record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("cannot read " + component, e);
    }
  }

  /** Null when the constructor refuses. */
  private static Object admitted(Class<?> type, Object[] values) {
    try {
      Class<?>[] types =
          Stream.of(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(size -> (Class<?>[]) Array.newInstance(Class.class, size));
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return null;
      }
      throw new AssertionError(type + " refuses in a way of its own", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("cannot make a " + type, e);
    }
  }

  private static int size(Object value) {
    try {
      return JSON.writeValueAsBytes(value).length;
    } catch (JsonProcessingException e) {
      throw new AssertionError("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /** Of every record that occurs in a sample, one. */
  private static Map<Class<?>, Object> samples() {
    Map<Class<?>, Object> found = new HashMap<>();
    Samples.all().forEach(event -> collect(event, found));
    ReasonSamples.all().forEach(reason -> collect(reason, found));
    collect(new Unrecognised("newer", "what a newer version says"), found);
    collect(new NodeReach("paris-n1", "tokyo-n2", 4, 3), found);
    return Map.copyOf(found);
  }

  private static void collect(Object value, Map<Class<?>, Object> found) {
    if (value instanceof Record record) {
      found.putIfAbsent(record.getClass(), record);
      for (Object part : values(record)) {
        collect(part, found);
      }
    } else if (value instanceof Collection<?> many) {
      many.forEach(each -> collect(each, found));
    }
  }
}
