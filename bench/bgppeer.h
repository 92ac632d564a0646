// bgppeer.h: the many BGP speakers of a load test in one thread: the prefixes that they speak of, the messages that they send and
// receive, and their sessions. bgpload.c says what they do and measures it; this file is how.
//
// Receiving has to cost little, because the load shares its cores with the router that it times. Four things see to that:
//  - all sessions read into one buffer that stays in the cache; only a message's beginning is kept per session;
//  - what a session knows is a bitmap over the test's prefixes, and how far it is from what it should know is counted on the way,
//    so that "has everybody got everything" is one comparison;
//  - a router that encodes once for many sends them the same bytes: a message that equals one decoded before (compared octet by
//    octet, never by hash alone) is not decoded again, what it says is applied;
//  - nothing is allocated per message.
#pragma once
#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEADER = 19, MAX_MESSAGE = 65535, MAX_SENT = 4096, READ_SIZE = 1 << 18, PADDING = 16 };
enum { OPEN = 1, UPDATE = 2, NOTIFICATION = 3, KEEPALIVE = 4 };
enum { ATTR_ORIGIN = 1, ATTR_AS_PATH = 2, ATTR_NEXT_HOP = 3, ATTR_MED = 4, ATTR_LOCAL_PREF = 5, ATTR_COMMUNITIES = 8, ATTR_MP_REACH = 14, ATTR_MP_UNREACH = 15 };
enum { IPV4 = 1, IPV6 = 2 };  // AFI, and the bit of a set of families

static void *must(void *memory) {
    if (!memory || memory == MAP_FAILED) { perror("memory"); exit(2); }
    return memory;
}

// Zeroed, and taken from the system only where it is touched.
static void *lazily(size_t octets) {
    return must(mmap(NULL, octets + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

// ---- the prefixes of a test: numbered from 0 ---------------------------------------------------------------------------------

static struct {
    int family, length;   // of the invented ones
    uint32_t size;        // how many numbers there are
    bool recorded;        // the prefixes are those of an MRT file and not invented
} universe = {.family = IPV4, .length = 24};

enum { NO_PREFIX = 0xffffffffu };

// Addresses are kept in the top of 64 bits. Invented prefixes follow each other from 20.0.0.0, or from 2a00::.
static uint64_t first_address(void) { return universe.family == IPV4 ? 0x14000000ull << 32 : 0x2a00ull << 48; }
static uint64_t address_of(uint32_t number) { return first_address() + ((uint64_t)number << (64 - universe.length)); }

// Recorded prefixes: a hash table from (address, length) to their number, and which of them are announced when the record ends.
enum { RECORDED_SLOTS = 1 << 22 };
static struct { uint64_t *key; uint32_t *number; uint8_t *alive; uint32_t alive_count; } recorded;

static uint32_t recorded_number(uint32_t address, int length, bool add) {
    uint64_t key = ((uint64_t)address << 8 | length) + 1;
    for (uint32_t at = key * 0x9e3779b97f4a7c15ull >> 42;; at = (at + 1) % RECORDED_SLOTS) {
        if (recorded.key[at] == key) return recorded.number[at];
        if (recorded.key[at]) continue;
        if (!add) return NO_PREFIX;
        if (universe.size > RECORDED_SLOTS / 2) { fprintf(stderr, "too many prefixes in the MRT file\n"); exit(2); }
        recorded.key[at] = key;
        return recorded.number[at] = universe.size++;
    }
}

static uint32_t number_of(int family, uint64_t address, int length) {
    if (universe.recorded) return family == IPV4 ? recorded_number(address >> 32, length, false) : NO_PREFIX;
    if (family != universe.family || length != universe.length || address < first_address()) return NO_PREFIX;
    uint64_t number = (address - first_address()) >> (64 - length);
    return number < universe.size ? number : NO_PREFIX;
}

// ---- what a message says: decoded once, applied to each session that receives the same octets ---------------------------------

// Up to 64 neighbouring prefixes announced, or withdrawn.
typedef struct { uint64_t bits; uint32_t word; bool announced; } Change;

typedef struct {
    const uint8_t *octets;
    Change *changes;
    uint32_t length, change_count, announced, withdrawn, alien, local_pref, next_of_same_hash;
    bool end_of_rib;
} Decoded;

enum { STORE_OCTETS = 1 << 26, STORE_CHANGES = 1 << 22, STORE_MESSAGES = 1 << 20 };
static struct {
    uint8_t *octets; size_t octets_used;
    Change *changes; size_t changes_used;
    Decoded *messages; uint32_t message_count;   // message 0 is none
    uint32_t *newest_of_hash;
} store;

static void bad_message(const char *what) {
    fprintf(stderr, "the router sent a malformed message: %s\n", what);
    exit(3);
}

static void note_change(Decoded *d, uint32_t number, bool announced) {
    Change *last = d->change_count ? &d->changes[d->change_count - 1] : NULL;
    if (!last || last->word != number / 64 || last->announced != announced) {
        last = &d->changes[d->change_count++];
        *last = (Change){.word = number / 64, .announced = announced};
    }
    last->bits |= 1ull << (number % 64);
}

// Reads 8 octets from wherever a prefix begins: what is read from is padded.
static uint64_t eight_octets(const uint8_t *at) {
    uint64_t value;
    memcpy(&value, at, 8);
    return be64toh(value);
}

static void decode_nlri(Decoded *d, int family, const uint8_t *at, const uint8_t *end, bool announced) {
    while (at < end) {
        int length = *at++, octets = (length + 7) / 8;
        if (length > (family == IPV4 ? 32 : 128) || octets > end - at) bad_message("NLRI");
        uint32_t number = NO_PREFIX;
        if (length <= 64) number = number_of(family, length ? eight_octets(at) >> (64 - length) << (64 - length) : 0, length);
        at += octets;
        if (announced) d->announced++; else d->withdrawn++;
        if (number != NO_PREFIX) note_change(d, number, announced);
        else if (announced) d->alien++;
    }
}

static uint16_t u16(const uint8_t *at) { return at[0] << 8 | at[1]; }
static uint32_t u32(const uint8_t *at) { return (uint32_t)u16(at) << 16 | u16(at + 2); }

static void decode_mp_reach(Decoded *d, const uint8_t *value, int length) {
    if (length < 5 || value[3] + 5 > length) bad_message("MP_REACH_NLRI");
    if (value[2] == 1) decode_nlri(d, u16(value), value + 5 + value[3], value + length, true);
}

static void decode_mp_unreach(Decoded *d, const uint8_t *value, int length) {
    if (length < 3) bad_message("MP_UNREACH_NLRI");
    if (length == 3) d->end_of_rib = true;
    if (value[2] == 1) decode_nlri(d, u16(value), value + 3, value + length, false);
}

// Withdrawals first: a prefix that a message both withdraws and announces is announced (RFC 4271 section 4.3).
static void decode_update(Decoded *d, const uint8_t *message, int length) {
    if (length < HEADER + 4) bad_message("UPDATE too short");
    int withdrawn = u16(message + HEADER);
    if (HEADER + 4 + withdrawn > length) bad_message("withdrawn routes");
    int attributes = u16(message + HEADER + 2 + withdrawn), nlri = HEADER + 4 + withdrawn + attributes;
    if (nlri > length) bad_message("path attributes");
    if (length == HEADER + 4) d->end_of_rib = true;
    decode_nlri(d, IPV4, message + HEADER + 2, message + HEADER + 2 + withdrawn, false);
    const uint8_t *reach = NULL;
    int reach_length = 0;
    for (const uint8_t *a = message + HEADER + 4 + withdrawn, *end = message + nlri; a < end;) {
        int head = a[0] & 0x10 ? 4 : 3;
        if (end - a < head) bad_message("attribute");
        int size = head == 4 ? u16(a + 2) : a[2];
        if (end - a - head < size) bad_message("attribute length");
        if (a[1] == ATTR_MP_UNREACH) decode_mp_unreach(d, a + head, size);
        if (a[1] == ATTR_MP_REACH) reach = a + head, reach_length = size;
        if (a[1] == ATTR_LOCAL_PREF && size == 4) d->local_pref = u32(a + head);
        a += head + size;
    }
    if (reach) decode_mp_reach(d, reach, reach_length);
    decode_nlri(d, IPV4, message + nlri, message + length, true);
}

static uint32_t hash_of(const uint8_t *message, int length) {
    uint64_t hash = length;
    int stride = length <= 256 ? 8 : (length - 8) / 32;
    for (int at = HEADER - 3; at + 8 <= length; at += stride) hash = (hash ^ eight_octets(message + at)) * 0x9e3779b97f4a7c15ull;
    hash = (hash ^ eight_octets(message + length - 8)) * 0x9e3779b97f4a7c15ull;
    return hash >> 44;  // STORE_MESSAGES is 2^20
}

static void open_store(void) {
    store.octets = lazily(STORE_OCTETS);
    store.changes = lazily(sizeof(Change) * (STORE_CHANGES + MAX_MESSAGE));
    store.messages = lazily(sizeof(Decoded) * (STORE_MESSAGES + 1));
    store.newest_of_hash = lazily(sizeof(uint32_t) * STORE_MESSAGES);
    store.message_count = 1;
}

static void empty_store_when_full(void) {
    if (store.octets_used + MAX_MESSAGE + PADDING < STORE_OCTETS && store.changes_used < STORE_CHANGES && store.message_count < STORE_MESSAGES) return;
    store.octets_used = store.changes_used = 0;
    store.message_count = 1;
    memset(store.newest_of_hash, 0, sizeof(uint32_t) * STORE_MESSAGES);
}

static bool is_same(uint32_t stored, const uint8_t *message, int length) {
    const Decoded *d = &store.messages[stored];
    return d->length == (uint32_t)length && !memcmp(d->octets, message, length);
}

// `guess` is the message that followed, at another session, the one that this session had last.
static const Decoded *decoded(const uint8_t *message, int length, uint32_t *guess) {
    if (*guess && *guess < store.message_count && is_same(*guess, message, length)) return &store.messages[(*guess)++];
    uint32_t hash = hash_of(message, length);
    int tries = 16;
    for (uint32_t at = store.newest_of_hash[hash]; at && tries--; at = store.messages[at].next_of_same_hash) {
        if (!is_same(at, message, length)) continue;
        *guess = at + 1;
        return &store.messages[at];
    }
    empty_store_when_full();
    uint32_t at = store.message_count++;
    uint8_t *octets = store.octets + store.octets_used;
    memcpy(octets, message, length);
    store.octets_used += length;
    Decoded *d = &store.messages[at];
    *d = (Decoded){.octets = octets, .length = length, .changes = store.changes + store.changes_used, .next_of_same_hash = store.newest_of_hash[hash]};
    decode_update(d, message, length);
    store.changes_used += d->change_count;
    store.newest_of_hash[hash] = at;
    *guess = at + 1;
    return d;
}

// ---- sessions ----------------------------------------------------------------------------------------------------------------

// What a speaker's OPEN offers. The order of members is the order of the table of mixes in bgpload.c.
typedef struct { bool four_octet_as, extended_messages, route_refresh; int families; bool second_range; } Offer;

typedef enum { DOWN, CONNECTING, OPEN_SENT, OPEN_CONFIRM, ESTABLISHED } State;

typedef struct {
    int index, fd;
    State state;
    uint32_t address;                         // network byte order
    uint32_t as;
    Offer offer;
    uint8_t *out; size_t out_from, out_to, out_capacity;
    bool asks_for_room;                       // epoll watches for room to send
    uint8_t *stash; uint32_t stash_used, stash_capacity;   // the beginning of a message
    uint32_t guess;
    uint64_t *known;
    uint32_t *known_stamp;                    // by prefix: LOCAL_PREF of what it knows; only when the test wants it
    uint32_t own_first, own_count;            // what it announces itself: must not come back (RFC 4271 section 9.2.1)
    bool counted, exact;
    uint32_t missing, extra, echoed;          // against `expected`; echoed: its own routes sent back to it
    uint64_t announced, withdrawn, alien, updates, octets, ends_of_rib;
    double heard_at, retry_at;
} Session;

static struct {
    uint32_t router;                          // network byte order
    int port, hold_time, half_open_limit;
    uint32_t as;
} settings = {.port = 179, .hold_time = 180, .half_open_limit = 64, .as = 64512};

static Session *sessions;
static int session_count;
static int poller;
static double clock_now;                      // of the current turn
static uint64_t *expected;                    // bitmap: what every counted session should know, but for its own
static bool counting;                         // keep missing, extra, echoed on every change
static int inexact_count, up_count, half_open_count;
static double first_route_at, last_update_at, max_silence;
static long lost_count, hold_expired_count, refused_count;
static char last_loss[160];
static void (*on_fresh)(Session *, uint32_t word, uint64_t fresh);   // hooks of a test: prefixes that a session has just learnt,
static void (*on_up)(Session *);                                     // a session that is Established,
static void (*on_down)(Session *);                                   // one that no longer is

static size_t words(void) { return universe.size / 64 + 1; }

static uint64_t own_bits(const Session *s, uint32_t word) {
    uint64_t from = (uint64_t)word * 64, first = s->own_first, end = first + s->own_count;
    if (!s->own_count || end <= from || first >= from + 64) return 0;
    uint64_t bits = ~0ull;
    if (first > from) bits &= ~0ull << (first - from);
    if (end < from + 64) bits &= ~0ull >> (from + 64 - end);
    return bits;
}

static void judge(Session *s) {
    bool exact = !s->missing && !s->extra;
    if (s->counted && exact != s->exact) inexact_count += exact ? -1 : 1;
    s->exact = exact;
}

// Counts again what is missing and extra everywhere, whenever `expected` changes.
static void recount(void) {
    inexact_count = 0;
    for (Session *s = sessions; s < sessions + session_count; s++) {
        s->missing = s->extra = s->echoed = 0;
        for (uint32_t w = 0; w < words(); w++) {
            uint64_t own = own_bits(s, w);
            s->missing += __builtin_popcountll(expected[w] & ~s->known[w] & ~own);
            s->extra += __builtin_popcountll(s->known[w] & ~expected[w] & ~own);
            s->echoed += __builtin_popcountll(s->known[w] & own);
        }
        s->exact = !s->missing && !s->extra;
        inexact_count += s->counted && !s->exact;
    }
}

static void count_changed(Session *s, uint32_t word, uint64_t changed, int by) {
    uint64_t own = own_bits(s, word), right = expected[word] & ~own, wrong = ~expected[word] & ~own;
    s->missing -= by * __builtin_popcountll(changed & right);
    s->extra += by * __builtin_popcountll(changed & wrong);
    s->echoed += by * __builtin_popcountll(changed & own);
}

static void stamp(Session *s, const Change *c, uint32_t value) {
    for (uint64_t bits = c->bits; bits; bits &= bits - 1) s->known_stamp[c->word * 64 + __builtin_ctzll(bits)] = value;
}

static void apply(Session *s, const Decoded *d) {
    s->updates++;
    s->announced += d->announced;
    s->withdrawn += d->withdrawn;
    s->alien += d->alien;
    s->ends_of_rib += d->end_of_rib;
    if (d->change_count) last_update_at = clock_now;
    for (const Change *c = d->changes; c < d->changes + d->change_count; c++) {
        uint64_t *known = &s->known[c->word], changed = c->announced ? c->bits & ~*known : c->bits & *known;
        *known ^= changed;
        if (s->known_stamp && c->announced) stamp(s, c, d->local_pref);
        if (!changed) continue;
        if (counting) count_changed(s, c->word, changed, c->announced ? 1 : -1);
        if (c->announced && !first_route_at) first_route_at = now();
        if (c->announced && on_fresh) on_fresh(s, c->word, changed);
    }
    if (counting) judge(s);
}

// ---- sending -----------------------------------------------------------------------------------------------------------------

static void put(Session *s, const void *octets, size_t count) {
    if (s->out_to + count > s->out_capacity) {
        s->out_capacity = (s->out_to + count) * 3 / 2 + 256;
        s->out = must(realloc(s->out, s->out_capacity));
    }
    memcpy(s->out + s->out_to, octets, count);
    s->out_to += count;
}

static size_t unsent(const Session *s) { return s->out_to - s->out_from; }

static void watch(Session *s, bool for_room) {
    if (s->asks_for_room == for_room) return;
    s->asks_for_room = for_room;
    struct epoll_event event = {.events = EPOLLIN | (for_room ? EPOLLOUT : 0), .data.ptr = s};
    epoll_ctl(poller, EPOLL_CTL_MOD, s->fd, &event);
}

// Ends a session. What the test asked for is no loss; before Established it is a refusal, and tried again.
static void drop(Session *s, const char *why, bool asked_for) {
    if (s->state == DOWN) return;
    bool was_up = s->state == ESTABLISHED;
    close(s->fd);
    s->fd = -1;
    s->state = DOWN;
    s->out_from = s->out_to = s->stash_used = 0;
    if (was_up) up_count--; else half_open_count--;
    if (!asked_for) {
        if (was_up) lost_count++; else refused_count++;
        snprintf(last_loss, sizeof last_loss, "session %d, %s: %s", s->index, was_up ? "Established" : "not yet up", why);
    }
    s->retry_at = clock_now + 0.2;
    if (was_up && on_down) on_down(s);
}

static void flush(Session *s) {
    while (s->out_from < s->out_to) {
        ssize_t sent = send(s->fd, s->out + s->out_from, s->out_to - s->out_from, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0 && errno != EAGAIN) { drop(s, strerror(errno), false); return; }
        if (sent < 0) break;
        s->out_from += sent;
    }
    if (s->out_from == s->out_to) s->out_from = s->out_to = 0;
    watch(s, s->out_to > 0);
}

static void write_header(uint8_t *message, int length, int type) {
    memset(message, 0xff, 16);
    message[16] = length >> 8;
    message[17] = length;
    message[18] = type;
}

static uint8_t *w8(uint8_t *at, int value) { *at = value; return at + 1; }
static uint8_t *w16(uint8_t *at, int value) { return w8(w8(at, value >> 8), value); }
static uint8_t *w32(uint8_t *at, uint32_t value) { return w16(w16(at, value >> 16), value); }

static uint8_t *write_capability_family(uint8_t *at, int afi) { return w8(w8(w16(w8(w8(at, 1), 4), afi), 0), 1); }

static void put_open(Session *s) {
    uint8_t message[128], *at = message + HEADER;
    at = w16(w16(w8(at, 4), s->as > 65535 ? 23456 : s->as), settings.hold_time);
    memcpy(at, &s->address, 4);
    at += 4;
    uint8_t *length = at, *capabilities = at + 3;
    at = capabilities;
    if (s->offer.families & IPV4) at = write_capability_family(at, 1);
    if (s->offer.families & IPV6) at = write_capability_family(at, 2);
    if (s->offer.route_refresh) at = w16(at, 2 << 8);
    if (s->offer.extended_messages) at = w16(at, 6 << 8);
    if (s->offer.four_octet_as) at = w32(w16(at, 65 << 8 | 4), s->as);
    w8(w8(w8(length, at - capabilities + 2), 2), at - capabilities);   // one optional parameter of type 2 (RFC 5492)
    write_header(message, at - message, OPEN);
    put(s, message, at - message);
}

static void put_keepalive(Session *s) {
    uint8_t message[HEADER];
    write_header(message, HEADER, KEEPALIVE);
    put(s, message, HEADER);
}

static void put_notification(Session *s, int code, int subcode) {
    uint8_t message[HEADER + 2];
    write_header(message, sizeof message, NOTIFICATION);
    w8(w8(message + HEADER, code), subcode);
    put(s, message, sizeof message);
}

static uint32_t scrambled(uint32_t x) {
    x = (x ^ x >> 16) * 0x7feb352d;
    x = (x ^ x >> 15) * 0x846ca68b;
    return x ^ x >> 16;
}

static uint8_t *write_head(uint8_t *at, int flags, int type, int length) { return w8(w8(w8(at, flags), type), length); }

// Attribute set `set` of a speaker: 1 to 5 hops, a MED, 1 to 3 communities; distinct for each (speaker, set).
static uint8_t *write_attributes(uint8_t *at, const Session *s, uint32_t set, uint32_t local_pref) {
    uint32_t dice = scrambled(set * 2654435761u + s->index * 97u + 1);
    bool internal = s->as == settings.as;
    int hops = 1 + dice % 5 + !internal, communities = 1 + dice % 3;
    at = w8(write_head(at, 0x40, ATTR_ORIGIN, 1), 0);
    at = w8(w8(write_head(at, 0x40, ATTR_AS_PATH, 2 + 4 * hops), 2), hops);
    for (int i = 0; i < hops; i++) at = w32(at, !internal && i == 0 ? s->as : 3000 + scrambled(dice + i) % 50000);
    if (universe.family == IPV4) at = w32(write_head(at, 0x40, ATTR_NEXT_HOP, 4), ntohl(s->address));
    at = w32(write_head(at, 0x80, ATTR_MED, 4), set);
    if (internal) at = w32(write_head(at, 0x40, ATTR_LOCAL_PREF, 4), local_pref);
    at = write_head(at, 0xc0, ATTR_COMMUNITIES, 4 * communities);
    for (int i = 0; i < communities; i++) at = w32(at, 3000u << 16 | (scrambled(dice + 100 + i) & 0xffff));
    return at;
}

static int prefix_octets(void) { return 1 + (universe.length + 7) / 8; }

static uint8_t *write_prefix(uint8_t *at, uint32_t number) {
    uint64_t address = htobe64(address_of(number));
    *at = universe.length;
    memcpy(at + 1, &address, prefix_octets() - 1);
    return at + prefix_octets();
}

// One UPDATE with as many of the prefixes as fit. Answers how many those were.
static uint32_t put_announcement(Session *s, uint32_t set, uint32_t local_pref, uint32_t first, uint32_t count) {
    uint8_t attributes[256], message[MAX_SENT], *at = message + HEADER + 4;
    int attributes_length = write_attributes(attributes, s, set, local_pref) - attributes;
    int room = MAX_SENT - HEADER - 4 - attributes_length - (universe.family == IPV6 ? 4 + 21 : 0);
    if (count > (uint32_t)(room / prefix_octets())) count = room / prefix_octets();
    if (universe.family == IPV6) {   // MP_REACH_NLRI first (RFC 7606 section 5.1), next hop fd00::<address>
        at = w16(w8(w8(at, 0x90), ATTR_MP_REACH), 21 + count * prefix_octets());
        at = w32(w32(w32(w32(w8(w8(w16(at, 2), 1), 16), 0xfd000000), 0), 0), ntohl(s->address));
        at = w8(at, 0);
        for (uint32_t i = 0; i < count; i++) at = write_prefix(at, first + i);
    }
    memcpy(at, attributes, attributes_length);
    at += attributes_length;
    w16(w16(message + HEADER, 0), at - message - HEADER - 4);
    if (universe.family == IPV4) for (uint32_t i = 0; i < count; i++) at = write_prefix(at, first + i);
    write_header(message, at - message, UPDATE);
    put(s, message, at - message);
    return count;
}

static void put_withdrawal(Session *s, uint32_t number) {
    uint8_t message[64], *at = message + HEADER;
    if (universe.family == IPV4) {
        at = w16(write_prefix(w16(at, prefix_octets()), number), 0);
    } else {
        at = w16(w16(at, 0), 6 + prefix_octets());
        at = write_prefix(w8(w16(write_head(at, 0x80, ATTR_MP_UNREACH, 3 + prefix_octets()), 2), 1), number);
    }
    write_header(message, at - message, UPDATE);
    put(s, message, at - message);
}

static void put_end_of_rib(Session *s) {
    uint8_t message[64], *at = w16(w16(message + HEADER, 0), 0);
    if (universe.family == IPV6) {
        at = w16(message + HEADER + 2, 6);
        at = w8(w16(write_head(at, 0x80, ATTR_MP_UNREACH, 3), 2), 1);
    }
    write_header(message, at - message, UPDATE);
    put(s, message, at - message);
}

// ---- receiving ---------------------------------------------------------------------------------------------------------------

static void on_notification(Session *s, const uint8_t *message, int length) {
    char why[64];
    if (length < HEADER + 2) bad_message("NOTIFICATION too short");
    snprintf(why, sizeof why, "NOTIFICATION %d/%d", message[HEADER], message[HEADER + 1]);
    if (message[HEADER] == 4) hold_expired_count++;   // the router's hold timer expired
    drop(s, why, false);
}

static void on_keepalive(Session *s) {
    if (s->state != OPEN_CONFIRM) return;
    s->state = ESTABLISHED;
    half_open_count--;
    up_count++;
    if (on_up) on_up(s);
}

static void on_message(Session *s, const uint8_t *message, int length) {
    switch (message[18]) {
    case OPEN:
        s->state = OPEN_CONFIRM;
        put_keepalive(s);
        flush(s);
        return;
    case UPDATE:
        apply(s, decoded(message, length, &s->guess));
        return;
    case NOTIFICATION:
        on_notification(s, message, length);
        return;
    case KEEPALIVE:
        on_keepalive(s);
        return;
    default:   // ROUTE-REFRESH: nothing was promised
        return;
    }
}

// Answers how many octets were whole messages.
static size_t take_messages(Session *s, const uint8_t *octets, size_t count) {
    size_t at = 0;
    while (s->state != DOWN && count - at >= HEADER) {
        int length = u16(octets + at + 16);
        if (length < HEADER) bad_message("length");
        if (count - at < (size_t)length) break;
        on_message(s, octets + at, length);
        at += length;
    }
    return at;
}

static void keep_rest(Session *s, const uint8_t *octets, size_t count) {
    if (count > s->stash_capacity) {
        s->stash_capacity = count < 4096 ? 4096 : MAX_MESSAGE;
        s->stash = must(realloc(s->stash, s->stash_capacity));
    }
    memcpy(s->stash, octets, count);
    s->stash_used = count;
}

static void note_heard(Session *s) {
    if (s->state == ESTABLISHED && clock_now - s->heard_at > max_silence) max_silence = clock_now - s->heard_at;
    s->heard_at = clock_now;
}

// At most eight full reads a turn, so that a busy session does not keep the others waiting.
static void receive(Session *s) {
    static uint8_t inbox[MAX_MESSAGE + READ_SIZE + PADDING];
    for (int reads = 0; reads < 8 && s->state != DOWN; reads++) {
        ssize_t got = recv(s->fd, inbox + s->stash_used, READ_SIZE, MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (got <= 0) { drop(s, got ? strerror(errno) : "closed by the router", false); return; }
        if (s->stash_used) memcpy(inbox, s->stash, s->stash_used);
        size_t count = s->stash_used + got, taken;
        s->stash_used = 0;
        s->octets += got;
        note_heard(s);
        taken = take_messages(s, inbox, count);
        if (s->state != DOWN) keep_rest(s, inbox + taken, count - taken);
        if (got < READ_SIZE) return;
    }
}

// ---- turns -------------------------------------------------------------------------------------------------------------------

static void connect_session(Session *s) {
    int one = 1;
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd < 0) { perror("socket"); exit(2); }
    setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(s->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = s->address};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = settings.router, .sin_port = htons(settings.port)};
    if (bind(s->fd, (struct sockaddr *)&from, sizeof from)) { perror("bind: is the address local here?"); exit(2); }
    s->state = CONNECTING;
    s->asks_for_room = true;
    s->heard_at = clock_now;
    half_open_count++;
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.ptr = s};
    epoll_ctl(poller, EPOLL_CTL_ADD, s->fd, &event);
    if (connect(s->fd, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS) drop(s, strerror(errno), false);
}

static void on_connected(Session *s) {
    s->state = OPEN_SENT;
    put_open(s);
    flush(s);
}

static void on_error(Session *s) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    drop(s, error ? strerror(error) : "hung up", false);
}

// Our OPEN goes out before the router's is read; and what it said is read before its reset is taken note of.
static void serve(Session *s, uint32_t events) {
    bool broken = events & (EPOLLERR | EPOLLHUP);
    if (s->state == CONNECTING && !broken) on_connected(s);
    if (s->state != DOWN && events & EPOLLIN) receive(s);
    if (s->state != DOWN && broken) on_error(s);
    if (s->state != DOWN && events & EPOLLOUT) flush(s);
}

// Keepalives at a third of the hold time (RFC 4271 section 4.4), also to a router that is slow to read; and our own hold timers.
static void keep_time(void) {
    static double keepalive_at, look_at;
    if (!settings.hold_time || clock_now < look_at) return;
    look_at = clock_now + 0.5;
    bool keepalive = clock_now >= keepalive_at;
    if (keepalive) keepalive_at = clock_now + settings.hold_time / 3.0 - 0.5;
    for (Session *s = sessions; s < sessions + session_count; s++) {
        if (s->state != ESTABLISHED) continue;
        if (clock_now - s->heard_at > settings.hold_time) {
            hold_expired_count++;
            put_notification(s, 4, 0);
            flush(s);
            drop(s, "hold timer expired here", false);
        } else if (keepalive) {
            put_keepalive(s);
            flush(s);
        }
    }
}

// One turn: waits at most so long, then serves what is ready.
static void turn(double seconds) {
    struct epoll_event events[512];
    struct timespec wait = {.tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - (time_t)seconds) * 1e9)};
    int count = epoll_pwait2(poller, events, 512, &wait, NULL);
    clock_now = now();
    for (int i = 0; i < count; i++) {
        serve(events[i].data.ptr, events[i].events);
    }
    keep_time();
}

// Connects those that are down and due, with a bounded number on the way at a time: as nodes that come up one after another.
static void connect_due(void) {
    static int from;
    if (up_count + half_open_count == session_count) return;
    for (int i = 0; i < session_count && half_open_count < settings.half_open_limit; i++) {
        Session *s = &sessions[from];
        from = (from + 1) % session_count;   // goes round for hours: a counter would overflow
        if (s->state == DOWN && clock_now >= s->retry_at) connect_session(s);
    }
}

static void forget(Session *s) {
    memset(s->known, 0, words() * 8);
    if (s->known_stamp) memset(s->known_stamp, 0, words() * 64 * 4);
    s->guess = 0;
}

// Ends every session as an operator would, with Cease (RFC 4486), and waits until the router has closed them too.
static void close_all(double limit) {
    on_down = NULL;
    for (Session *s = sessions; s < sessions + session_count; s++) {
        if (s->state == DOWN) continue;
        put_notification(s, 6, 2);
        flush(s);
        if (s->state != DOWN) shutdown(s->fd, SHUT_WR);
    }
    long lost = lost_count;
    double until = now() + limit;
    while (up_count + half_open_count && now() < until) turn(0.01);
    for (Session *s = sessions; s < sessions + session_count; s++) drop(s, "", true);
    lost_count = lost;
}
