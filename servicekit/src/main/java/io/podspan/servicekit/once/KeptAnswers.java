package io.podspan.servicekit.once;

/** Where keys and answers are kept. Port. */
public interface KeptAnswers {
  /** What a request finds under its key. */
  sealed interface Found {}

  /**
   * Nothing: the request is marked as under way.
   *
   * @param holder proves that it is this request's mark
   */
  record Nothing(String holder) implements Found {}

  record Answer(KeptAnswer answer) implements Found {}

  /** A request with this key is under way. */
  record UnderWay() implements Found {}

  /** The key is of a request that asked for something else. */
  record OtherRequest() implements Found {}

  /**
   * Looks, and marks the key where there is nothing. A transaction of its own.
   *
   * @param request digest of what is asked for
   */
  Found begin(String caller, String key, String request);

  /**
   * Keeps the answer in the caller's transaction.
   *
   * @return false when the mark is not this holder's any more
   */
  boolean keep(String caller, String key, String holder, KeptAnswer answer);

  /** Takes the mark away, unless an answer is kept. A transaction of its own. */
  void release(String caller, String key, String holder);
}
