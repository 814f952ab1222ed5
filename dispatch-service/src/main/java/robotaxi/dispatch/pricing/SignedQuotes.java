package robotaxi.dispatch.pricing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import robotaxi.dispatch.pricing.Tariff.Fare;
import robotaxi.dispatch.ride.Itinerary;
import robotaxi.dispatch.ride.Needs;
import robotaxi.dispatch.routing.Place;

/**
 * Quotes as texts that their riders keep for us: the quote's fields and an HMAC-SHA256 over them and the rider's name, in base64url.
 * Nothing of a quote is stored before it becomes a ride. Safe for use by several threads.
 *
 * @see <a href="../docs/decisions/0027-signed-quotes.md">decision 27: why no row is written for a quote</a>
 */
public final class SignedQuotes {
    /** What the key is derived for. */
    public static final String PURPOSE = "quotes";

    /** What the key is used with. */
    public static final String ALGORITHM = "HmacSHA256";

    private static final int FORMAT = 1;
    private static final int SIGNATURE_BYTES = 32;
    private static final int LONGEST_TEXT = 1_000;
    private static final long AT_ONCE = Long.MIN_VALUE;

    private final List<SecretKey> keys;

    /**
     * Signs and judges by these keys.
     *
     * @param keys the one that signs first, then those whose signatures count still
     */
    public SignedQuotes(List<SecretKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a signature needs a key");
        }
        this.keys = List.copyOf(keys);
    }

    /** The quote as its rider keeps it. */
    public String sign(Quote quote) {
        byte[] fields = write(quote);
        byte[] signed = Arrays.copyOf(fields, fields.length + SIGNATURE_BYTES);
        System.arraycopy(
                signature(keys.getFirst(), fields, quote.riderId()), 0, signed, fields.length, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /** The quote of a text, expired or not; nothing if we never gave this rider this text. */
    public Optional<Quote> verify(String text, String riderId) {
        byte[] signed = bytes(text);
        int length = signed.length - SIGNATURE_BYTES;
        if (length <= 0) {
            return Optional.empty();
        }
        byte[] fields = Arrays.copyOf(signed, length);
        byte[] given = Arrays.copyOfRange(signed, length, signed.length);
        // Another format is one of an instance that is newer, or older.
        boolean isOurs = keys.stream().anyMatch(key -> MessageDigest.isEqual(given, signature(key, fields, riderId)));
        return isOurs && fields[0] == FORMAT ? Optional.of(read(fields, riderId)) : Optional.empty();
    }

    private static byte[] bytes(String text) {
        try {
            return text.length() > LONGEST_TEXT
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Over the rider's name, whose length goes before it, and the fields. */
    private static byte[] signature(SecretKey key, byte[] fields, String riderId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            var rider = new ByteArrayOutputStream();
            new DataOutputStream(rider).writeUTF(riderId);
            mac.update(rider.toByteArray());
            return mac.doFinal(fields);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a quote cannot be signed", e);
        }
    }

    private static byte[] write(Quote quote) {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORMAT);
            UUID id = UUID.fromString(quote.id());
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
            out.writeUTF(quote.marketId());
            List<Place> places = quote.way().places();
            out.writeByte(places.size());
            for (Place place : places) {
                out.writeDouble(place.latitude());
                out.writeDouble(place.longitude());
            }
            out.writeByte(quote.needs().seats());
            out.writeBoolean(quote.needs().wheelchair());
            write(quote.fare(), out);
            out.writeLong(quote.holdPerMinuteMinor());
            out.writeLong(quote.noShowFeeMinor());
            out.writeLong(quote.lateCreditMinor());
            out.writeDouble(quote.distanceMetres());
            out.writeDouble(quote.durationSeconds());
            out.writeLong(quote.expiresAt().toEpochMilli());
            Instant pickupAt = quote.pickupAt();
            out.writeLong(pickupAt == null ? AT_ONCE : pickupAt.toEpochMilli());
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Fare fare, DataOutputStream out) throws IOException {
        out.writeLong(fare.totalMinor());
        out.writeLong(fare.baseMinor());
        out.writeLong(fare.distanceMinor());
        out.writeLong(fare.timeMinor());
        out.writeLong(fare.toLeastMinor());
        out.writeUTF(fare.currency());
    }

    /** What carries our signature is as we wrote it. */
    private static Quote read(byte[] fields, String riderId) {
        var in = new DataInputStream(new ByteArrayInputStream(fields));
        try {
            in.skipNBytes(1);
            return new Quote(
                    new UUID(in.readLong(), in.readLong()).toString(),
                    riderId,
                    in.readUTF(),
                    way(in),
                    new Needs(in.readByte(), in.readBoolean()),
                    new Fare(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readUTF()),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readDouble(),
                    in.readDouble(),
                    Instant.ofEpochMilli(in.readLong()),
                    time(in.readLong()));
        } catch (IOException e) {
            throw new UncheckedIOException("a quote that we signed cannot be read", e);
        }
    }

    private static Itinerary way(DataInputStream in) throws IOException {
        List<Place> places = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            places.add(new Place(in.readDouble(), in.readDouble()));
        }
        return new Itinerary(places, 0);
    }

    private static @Nullable Instant time(long millis) {
        return millis == AT_ONCE ? null : Instant.ofEpochMilli(millis);
    }
}
