package io.podspan.routecollector.feed;

/** Reads the lines of one program, from the beginning of one stream. Belongs to its thread. */
@FunctionalInterface
public interface LineReader {
  /** What a line means. Throws nothing: a line that is not understood is a gap. */
  Step read(String line);
}
