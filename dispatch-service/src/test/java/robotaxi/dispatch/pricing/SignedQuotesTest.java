package robotaxi.dispatch.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import robotaxi.dispatch.key.DerivedKeys;
import robotaxi.dispatch.pricing.Tariff.Fare;
import robotaxi.dispatch.ride.Itinerary;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.routing.Place;

class SignedQuotesTest {
    private static final Instant PICKUP_AT = Instant.parse("2026-12-01T07:30:00Z");

    private final SignedQuotes quotes = signedWith("a secret of thirty-two characters or more");

    @Test
    void whatWasSignedIsReadAgain() {
        for (Quote quote : List.of(quote("anna", null), quote("anna", PICKUP_AT), quote("Ängström ✓", null))) {
            assertThat(quotes.verify(quotes.sign(quote), quote.riderId())).contains(quote);
        }
    }

    @Test
    void nobodyElseCanTakeIt() {
        String text = quotes.sign(quote("anna", null));
        assertThat(quotes.verify(text, "mallory")).isEmpty();
        assertThat(quotes.verify(text, "")).isEmpty();
    }

    @Test
    void noBitOfItCanBeChanged() {
        byte[] signed = Base64.getUrlDecoder().decode(quotes.sign(quote("anna", null)));
        for (int bit = 0; bit < signed.length * 8; bit++) {
            byte[] forged = signed.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(quotes.verify(text(forged), "anna")).isEmpty();
        }
    }

    @Test
    void noOtherSecretsSignatureCounts() {
        SignedQuotes others = signedWith("another secret, as long as is demanded");
        assertThat(quotes.verify(others.sign(quote("anna", null)), "anna")).isEmpty();
    }

    @Test
    void theSecretBeforeCountsStillAndSignsNothing() {
        String before = "the secret that was in use before this one";
        var after = new SignedQuotes(new DerivedKeys("a secret of thirty-two characters or more", before)
                .keys(SignedQuotes.PURPOSE, SignedQuotes.ALGORITHM));
        Quote quote = quote("anna", null);
        assertThat(after.verify(signedWith(before).sign(quote), "anna")).contains(quote);
        assertThat(signedWith(before).verify(after.sign(quote), "anna")).isEmpty();
    }

    @Test
    void whatIsNoQuoteIsNone() {
        String text = quotes.sign(quote("anna", null));
        for (String wrong :
                List.of("", "A", "?", "0193f2a0-7c1e-7000-8000-000000000000", text + "A", text.substring(4))) {
            assertThat(quotes.verify(wrong, "anna")).isEmpty();
        }
        assertThat(quotes.verify("A".repeat(1_000_000), "anna")).isEmpty();
    }

    private static SignedQuotes signedWith(String secret) {
        return new SignedQuotes(new DerivedKeys(secret).keys(SignedQuotes.PURPOSE, SignedQuotes.ALGORITHM));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Quote quote(String rider, @Nullable Instant pickupAt) {
        Itinerary way = Itinerary.of(new Place(43.7396, 7.4276), new Place(43.7371, -7.4217))
                .stoppingAt(new Place(-43.74, 7.42));
        return new Quote(
                "0193f2a0-7c1e-7000-8000-000000000001",
                rider,
                "monaco",
                way,
                new Needs(3, true),
                new Fare(1_480, 300, 700, 480, 0, "EUR"),
                40,
                500,
                300,
                5_012.25,
                823.5,
                Instant.parse("2026-11-23T00:05:00.123Z"),
                pickupAt);
    }
}
