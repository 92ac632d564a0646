package io.podspan.servicekit.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnceTest {
  private final FakeAnswers kept = new FakeAnswers();
  private String caller = "anna";
  private final Once once = new Once(kept, () -> caller, new JsonMapper());
  private int done;

  /** In memory. A transaction is a copy that replaces the rows when it ends well. */
  private static final class FakeAnswers implements KeptAnswers {
    private record Row(String request, String holder, @Nullable KeptAnswer answer) {}

    private Map<String, Row> rows = new HashMap<>();
    private int holders;

    @Override
    public Found begin(String caller, String key, String request) {
      Row row = rows.get(caller + "/" + key);
      if (row == null) {
        String holder = "holder-" + holders++;
        rows.put(caller + "/" + key, new Row(request, holder, null));
        return new Nothing(holder);
      }
      if (!row.request().equals(request)) {
        return new OtherRequest();
      }
      return row.answer() == null ? new UnderWay() : new Answer(row.answer());
    }

    @Override
    public boolean keep(String caller, String key, String holder, KeptAnswer answer) {
      Row row = rows.get(caller + "/" + key);
      if (row == null || !row.holder().equals(holder)) {
        return false;
      }
      rows.put(caller + "/" + key, new Row(row.request(), holder, answer));
      return true;
    }

    @Override
    public void release(String caller, String key, String holder) {
      rows.values().removeIf(row -> row.holder().equals(holder) && row.answer() == null);
    }

    private void transaction(Runnable work) {
      Map<String, Row> before = new HashMap<>(rows);
      try {
        work.run();
      } catch (RuntimeException e) {
        rows = before;
        throw e;
      }
    }
  }

  private static IdempotencyKey key(String value) {
    IdempotencyKey key = new IdempotencyKey();
    key.headers =
        (HttpHeaders)
            Proxy.newProxyInstance(
                OnceTest.class.getClassLoader(),
                new Class<?>[] {HttpHeaders.class},
                (_, method, _) -> {
                  assertThat(method.getName()).isEqualTo("getRequestHeader");
                  return List.of(value);
                });
    return key;
  }

  private Response send(String key, String body) {
    return once.answer(key(key), "POST /things", body, OnceTest::made, this::work);
  }

  private static @Nullable Response made(Object outcome) {
    return outcome.equals("made")
        ? Response.created(URI.create("/things/1")).entity("a thing").build()
        : null;
  }

  private Response work() {
    kept.transaction(
        () -> {
          done++;
          Once.saw("looked");
          Once.saw("made");
        });
    return Response.accepted().build();
  }

  private static int status(Runnable request) {
    return catchThrowableOfType(ProblemException.class, request::run).problem().status();
  }

  @Test
  void theSameRequestIsDoneOnceAndAnsweredTheSame() {
    Response first = send("k", "a");
    Response second = send("k", "a");

    assertThat(done).isEqualTo(1);
    assertThat(first.getStatus()).isEqualTo(201);
    assertThat(second.getStatus()).isEqualTo(201);
    assertThat(second.getEntity()).isEqualTo("\"a thing\"");
    assertThat(second.getHeaderString("Location")).isEqualTo(first.getHeaderString("Location"));
    assertThat(second.getHeaderString(Once.REPLAYED)).isEqualTo("true");
  }

  @Test
  void anotherBodyUnderTheKeyIsRefused() {
    send("k", "a");

    assertThat(status(() -> send("k", "b"))).isEqualTo(422);
    assertThat(done).isEqualTo(1);
  }

  @Test
  void whileOneIsUnderWayAnotherIsRefused() {
    Response outer =
        once.answer(
            key("k"),
            "POST /things",
            "a",
            OnceTest::made,
            () -> {
              assertThat(status(() -> send("k", "a"))).isEqualTo(409);
              return work();
            });

    assertThat(outer.getStatus()).isEqualTo(201);
    assertThat(done).isEqualTo(1);
  }

  @Test
  void aKeyIsOfItsCaller() {
    send("k", "a");
    caller = "bert";
    send("k", "b");

    assertThat(done).isEqualTo(2);
  }

  @Test
  void withoutAKeyEveryRequestIsDone() {
    for (int i = 0; i < 2; i++) {
      once.answer(new IdempotencyKey(), "POST /things", "a", OnceTest::made, this::work);
    }

    assertThat(done).isEqualTo(2);
    assertThat(kept.rows).isEmpty();
  }

  @Test
  void aRefusalIsNotKept() {
    ProblemException refusal = ProblemException.conflict("taken", "It is taken.", null);

    assertThatThrownBy(
            () ->
                once.answer(
                    key("k"),
                    "POST /things",
                    "a",
                    OnceTest::made,
                    () -> {
                      throw refusal;
                    }))
        .isSameAs(refusal);
    assertThat(send("k", "a").getStatus()).isEqualTo(201);
  }

  @Test
  void aCrashBetweenCommitAndAnswerIsAnsweredWhenItIsSentAgain() {
    assertThatThrownBy(
            () ->
                once.answer(
                    key("k"),
                    "POST /things",
                    "a",
                    OnceTest::made,
                    () -> {
                      work();
                      throw new IllegalStateException("the service dies");
                    }))
        .hasMessage("the service dies");

    assertThat(send("k", "a").getStatus()).isEqualTo(201);
    assertThat(done).isEqualTo(1);
  }

  @Test
  void aTransactionThatFailsAndIsTriedAgainKeepsItsAnswer() {
    once.answer(
        key("k"),
        "POST /things",
        "a",
        OnceTest::made,
        () -> {
          assertThatThrownBy(
                  () ->
                      kept.transaction(
                          () -> {
                            Once.saw("made");
                            throw new IllegalStateException("stale");
                          }))
              .hasMessage("stale");
          return work();
        });

    assertThat(send("k", "a").getHeaderString(Once.REPLAYED)).isEqualTo("true");
  }

  @Test
  void aRequestWhoseMarkWasTakenOverHasNoEffect() {
    assertThat(
            status(
                () ->
                    once.answer(
                        key("k"),
                        "POST /things",
                        "a",
                        OnceTest::made,
                        () -> {
                          kept.rows.replaceAll(
                              (_, row) -> new FakeAnswers.Row(row.request(), "another", null));
                          return work();
                        })))
        .isEqualTo(409);
  }

  @Test
  void anAnswerThatWasTooLargeToBeKeptIsToldApart() {
    kept.begin("anna", "k", "");
    send("other", "a");
    FakeAnswers.Row row = Optional.ofNullable(kept.rows.get("anna/other")).orElseThrow();
    kept.rows.put(
        "anna/other",
        new FakeAnswers.Row(
            row.request(), row.holder(), new KeptAnswer(201, "/things/1", null, null, false)));

    ProblemException told = catchThrowableOfType(ProblemException.class, () -> send("other", "a"));
    assertThat(told.problem().type()).isEqualTo("/problems/done-already");
    assertThat(told.problem().nextStep()).contains("/things/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "\u00e4", "\"\""})
  void aKeyThatIsNoWordIsRefused(String key) {
    assertThat(status(() -> send(key, "a"))).isEqualTo(400);
  }

  @Test
  void aKeyMayStandInQuotes() {
    assertThat(IdempotencyKey.value(List.of("\"abc\""))).contains("abc");
    assertThat(IdempotencyKey.value(List.of("abc"))).contains("abc");
    assertThat(status(() -> IdempotencyKey.value(List.of("a", "b")))).isEqualTo(400);
  }
}
