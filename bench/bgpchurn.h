// bgpchurn.h: churn against a model. Senders announce, change and withdraw prefixes at a given rate while some of their sessions
// close and open again; at each check everything rests, and what each session knows must be what the model says, attributes included.
//
// Every prefix may be announced by two senders. Each announcement carries a LOCAL_PREF of its own, higher than all before, so that
// the best path is always the newest announcement that still stands, whatever else a router compares (RFC 4271 section 9.1.1). The
// model is then one line: a session knows a prefix, with the LOCAL_PREF of its best path, unless it is that path's source.
#pragma once
#include "bgppeer.h"

static struct {
    int rate, seconds, flappers, checks, progress;
    uint64_t seed;
} churn = {.rate = 0, .seconds = 60, .checks = 1, .progress = 60, .seed = 1};

typedef struct { uint32_t prefix, way; } Slot;         // way: 0 or 1, which of the prefix's two announcers

static struct {
    uint32_t prefixes, senders;
    uint32_t *stamp[2];                                // by prefix: LOCAL_PREF of what stands, 0 for nothing
    Slot *slots; uint32_t *slots_from;                 // by sender
    double *flap_at;                                   // by sender: when it next closes; while down, when it may return
    uint32_t newest;
    long changes, held_back, flaps, dumps;
} model;

static uint64_t random_state;

// splitmix64
static uint32_t random_below(uint32_t limit) {
    uint64_t z = random_state += 0x9e3779b97f4a7c15ull;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return ((z ^ z >> 31) >> 32) * limit >> 32;
}

static double random_between(double low, double high) { return low + (high - low) * random_below(1 << 20) / (1 << 20); }

static uint32_t announcer(uint32_t prefix, uint32_t way) {
    uint32_t first = prefix % model.senders;
    return way ? (first + 1 + prefix / model.senders % (model.senders - 1)) % model.senders : first;
}

static void deal_slots(void) {
    uint32_t *from = model.slots_from = must(calloc(model.senders + 2, sizeof *from));
    model.slots = must(calloc(model.prefixes * 2, sizeof(Slot)));
    for (uint32_t i = 0; i < model.prefixes * 2; i++) from[announcer(i / 2, i % 2) + 2]++;
    for (uint32_t s = 0; s < model.senders; s++) from[s + 2] += from[s + 1];
    for (uint32_t i = 0; i < model.prefixes * 2; i++) model.slots[from[announcer(i / 2, i % 2) + 1]++] = (Slot){i / 2, i % 2};
}

static void announce_slot(Session *s, Slot slot) {
    model.stamp[slot.way][slot.prefix] = ++model.newest;
    put_announcement(s, random_below(1000), model.newest, slot.prefix, 1);
}

static void withdraw_slot(Session *s, Slot slot) {
    model.stamp[slot.way][slot.prefix] = 0;
    put_withdrawal(s, slot.prefix);
}

static uint32_t slot_count(const Session *s) { return model.slots_from[s->index + 1] - model.slots_from[s->index]; }
static Slot slot_of(const Session *s, uint32_t i) { return model.slots[model.slots_from[s->index] + i]; }

static bool is_sender(const Session *s) { return (uint32_t)s->index < model.senders; }

// A sender that is up again announces most of what it may, as a node does after a restart.
static void announce_most(Session *s) {
    if (!is_sender(s)) return;
    for (uint32_t i = 0; i < slot_count(s); i++) if (random_below(10) < 8) announce_slot(s, slot_of(s, i)), model.dumps++;
    put_end_of_rib(s);
    model.flap_at[s->index] = clock_now + random_between(10, 50);
    flush(s);
}

// For any end of the session: its routes belong to no sender any more, and it knows nothing.
static void forget_routes_of(Session *s) {
    if (is_sender(s)) for (uint32_t i = 0; i < slot_count(s); i++) model.stamp[slot_of(s, i).way][slot_of(s, i).prefix] = 0;
    forget(s);
    s->missing = s->extra = 0;
}

// Half of the time with Cease as an operator does, half of the time as a node that loses power and comes back.
static void flap(Session *s) {
    if (random_below(2)) {
        put_notification(s, 6, 2);
        flush(s);
    }
    if (s->state == DOWN) return;
    drop(s, "", true);
    s->retry_at = clock_now + random_between(0.5, 5);
    model.flaps++;
}

static void flap_due(void) {
    for (Session *s = sessions; s < sessions + churn.flappers; s++)
        if (s->state == ESTABLISHED && clock_now >= model.flap_at[s->index]) flap(s);
}

enum { TOO_MUCH_UNSENT = 1 << 20 };

static void change_something(void) {
    Session *s = &sessions[random_below(model.senders)];
    if (s->state != ESTABLISHED || !slot_count(s)) return;
    if (unsent(s) > TOO_MUCH_UNSENT) { model.held_back++; return; }
    Slot slot = slot_of(s, random_below(slot_count(s)));
    if (model.stamp[slot.way][slot.prefix] && random_below(10) < 3) withdraw_slot(s, slot); else announce_slot(s, slot);
    model.changes++;
    if (unsent(s) < 512) flush(s);
}

static void flush_all(void) {
    for (Session *s = sessions; s < sessions + session_count; s++) if (s->state == ESTABLISHED && unsent(s) && !s->asks_for_room) flush(s);
}

static void tell_progress(double began) {
    static double tell_at;
    if (!churn.progress || clock_now < tell_at) return;
    if (tell_at) fprintf(stderr, "churn: %5.0f s, %ld changes, %ld routes of returning senders, %ld flaps, %d of %d up, %ld lost, %ld held back, longest silence %.1f s\n",
                         clock_now - began, model.changes, model.dumps, model.flaps, up_count, session_count, lost_count, model.held_back, max_silence);
    tell_at = clock_now + churn.progress;
}

static void churn_for(double seconds, double began) {
    double from = clock_now, until = from + seconds;
    long before = model.changes, tries = 0;
    while (clock_now < until) {
        turn(0.001);
        flap_due();
        connect_due();
        while (model.changes - before < (clock_now - from) * churn.rate && tries++ < 2000) change_something();
        tries = 0;
        flush_all();
        tell_progress(began);
    }
}

// The LOCAL_PREF of a prefix's best path, 0 for no path; and whether the session is where that path comes from.
static uint32_t best_stamp(uint32_t prefix) { return model.stamp[0][prefix] > model.stamp[1][prefix] ? model.stamp[0][prefix] : model.stamp[1][prefix]; }
static bool is_source(const Session *s, uint32_t prefix) { return announcer(prefix, model.stamp[1][prefix] > model.stamp[0][prefix]) == (uint32_t)s->index; }

// Echoed: a session was sent its own route. RFC 4271 section 9.2 lets a router do so, and FRR does; it is counted apart.
typedef struct { long routes, missing, extra, stale, echoed; } Mismatch;

static Mismatch compare_table(const Session *s) {
    Mismatch found = {0};
    for (uint32_t p = 0; p < model.prefixes; p++) {
        uint32_t best = best_stamp(p);
        bool known = s->known[p / 64] >> (p % 64) & 1, own = best && is_source(s, p);
        found.routes += known;
        found.missing += best && !own && !known;
        found.extra += !best && known;
        found.stale += best && known && s->known_stamp[p] != best;
        found.echoed += own && known && s->known_stamp[p] == best;
    }
    return found;
}

static Mismatch compare(bool tell) {
    Mismatch all = {0};
    int told = 0;
    for (Session *s = sessions; s < sessions + session_count; s++) {
        Mismatch one = compare_table(s);
        if (tell && one.missing + one.extra + one.stale && told++ < 10) fprintf(stderr, "session %d: %ld missing, %ld extra, %ld stale\n", s->index, one.missing, one.extra, one.stale);
        all.routes += one.routes, all.missing += one.missing, all.extra += one.extra, all.stale += one.stale, all.echoed += one.echoed;
    }
    return all;
}

static bool is_right(Mismatch m) { return !m.missing && !m.extra && !m.stale; }

// Lets everything come to rest with all sessions up, then compares; answers as soon as all is right, at the latest after `limit`.
static Mismatch check(double limit, double *took) {
    double from = clock_now;
    Mismatch found;
    do {
        for (double next = clock_now + 0.5; clock_now < next;) turn(0.05), connect_due(), flush_all();
        found = compare(false);
    } while ((up_count < session_count || !is_right(found)) && clock_now - from < limit);
    *took = clock_now - from;
    return is_right(found) ? found : compare(true);
}

static void prepare_model(uint32_t senders, uint32_t prefixes) {
    model.senders = senders;
    model.prefixes = prefixes;
    random_state = churn.seed;
    for (int way = 0; way < 2; way++) model.stamp[way] = must(calloc(prefixes, sizeof(uint32_t)));
    model.flap_at = must(calloc(senders, sizeof(double)));
    deal_slots();
    on_up = announce_most;
    on_down = forget_routes_of;
}

// Prints its part of the JSON line. Answers whether every check found every table right, and no session was lost.
static bool run_churn(double limit) {
    double began = clock_now, took = 0, slowest = 0;
    Mismatch found = {0};
    int done = 0;
    for (; done < churn.checks; done++) {
        churn_for((double)churn.seconds / churn.checks, began);
        found = check(limit, &took);
        if (took > slowest) slowest = took;
        fprintf(stderr, "check %d of %d after %.0f s: %ld routes in %d tables, %ld missing, %ld extra, %ld stale\n", done + 1, churn.checks,
                clock_now - began, found.routes, session_count, found.missing, found.extra, found.stale);
        if (!is_right(found) || up_count < session_count) break;
    }
    printf(",\"churn_s\":%.0f,\"changes\":%ld,\"changes_per_s\":%.0f,\"routes_of_returning\":%ld,\"flaps\":%ld,\"held_back\":%ld,\"checks_right\":%d,\"checks\":%d,"
           "\"rest_s\":%.1f,\"tables\":%d,\"routes\":%ld,\"missing\":%ld,\"extra\":%ld,\"stale\":%ld,\"echoed\":%ld,\"seed\":%lu",
           clock_now - began, model.changes, model.changes / (double)churn.seconds, model.dumps, model.flaps, model.held_back, done, churn.checks, slowest, session_count,
           found.routes, found.missing, found.extra, found.stale, found.echoed, churn.seed);
    return done == churn.checks && lost_count == 0;
}
