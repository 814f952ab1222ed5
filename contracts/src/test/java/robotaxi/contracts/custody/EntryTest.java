package robotaxi.contracts.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final String BLOB = Sha256.of("blob");

    private static Entry entry(long sequence, String previous) {
        return Entry.after(
                Entry.Domain.SERVICE,
                previous,
                "car-1",
                sequence,
                Map.of("act", "accepted", "reason", "a \"b\"\n\u00e9"),
                BLOB);
    }

    @Test
    void theFormIsThatOfRfc8785() {
        assertThat(entry(1, Sha256.NONE).meta())
                .isEqualTo(
                        "{\"act\":\"accepted\",\"chain\":\"car-1\",\"reason\":\"a \\\"b\\\"\\n\u00e9\",\"sequence\":1}");
        assertThat(Meta.isCanonical("{\"b\":1,\"a\":2}")).isFalse();
        assertThat(Meta.isCanonical("{\"a\":2,\"b\":1}")).isTrue();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Entry entry = entry(17, BLOB);
        Entry again = Entry.parse(Entry.Domain.SERVICE, entry.text());

        assertThat(again).isEqualTo(entry);
        assertThat(again.sequence()).isEqualTo(17);
        assertThat(again.says("reason")).isEqualTo("a \"b\"\n\u00e9");
        assertThat(again.says("nothing")).isEmpty();
    }

    @Test
    void anEntryOfTheCarIsNoneOfTheService() {
        String text = Entry.after(Entry.Domain.VEHICLE, BLOB, "car-1", 1, Map.of(), BLOB)
                .text();

        assertThatThrownBy(() -> Entry.parse(Entry.Domain.SERVICE, text)).isInstanceOf(CustodyException.class);
    }

    @Test
    void aTextThatReadsLikeANumberMovesNothing() {
        Entry entry = Entry.after(
                Entry.Domain.SERVICE, BLOB, "car-1", 3, Map.of("a", "\"sequence\":9,\"act\":\"deleted\""), BLOB);

        assertThat(entry.sequence()).isEqualTo(3);
        assertThat(entry.says("act")).isEmpty();
    }

    @Test
    void aChainIsFollowedAndEveryBreakIsSeen() {
        Entry first = entry(1, Sha256.NONE);
        Entry second = entry(2, first.hash());
        ChainCheck check = ChainCheck.fromTheBeginning();

        assertThat(check.next(first)).isEmpty();
        assertThat(check.next(entry(2, BLOB))).isPresent();
        assertThat(check.next(entry(3, first.hash()))).isPresent();
        assertThat(check.next(second, second.hash())).isEmpty();
        assertThat(check.head()).isEqualTo(second.hash());
        assertThat(check.next(entry(3, second.hash()), BLOB)).isPresent();
    }
}
