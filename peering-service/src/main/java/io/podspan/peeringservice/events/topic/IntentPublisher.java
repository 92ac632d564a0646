package io.podspan.peeringservice.events.topic;

import io.podspan.events.IntentEvent;
import io.podspan.events.envelope.EventCodec;
import io.podspan.servicekit.publish.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Publishes the intent through the outbox, in the caller's transaction. */
@ApplicationScoped
public class IntentPublisher {
  private final EventPublisher events;
  private final IntentLedger ledger;

  @Inject
  public IntentPublisher(EventPublisher events, IntentLedger ledger) {
    this.events = events;
    this.ledger = ledger;
  }

  /** A change of the intent: its records, and the mark of the new generation behind them. */
  public void changed(List<? extends IntentEvent> change) {
    if (!change.isEmpty()) {
      publish(change, ledger.tell(change));
    }
  }

  public void changed(IntentEvent change) {
    changed(List.of(change));
  }

  /** What changes nothing of what operators want: no new generation, no mark. */
  public void remarked(IntentEvent remark) {
    Told told = ledger.told();
    Map<String, String> headers = EventCodec.headers(told.provenance());
    events.publish(List.of(remark), headers);
  }

  void publish(List<? extends IntentEvent> records, Told told) {
    List<IntentEvent> all = new ArrayList<>(records);
    all.add(told.mark());
    events.publish(all, EventCodec.headers(told.provenance()));
  }
}
