-- A quote is a signed text that its rider keeps; a row is written when it becomes a ride.
delete from quote where not exists (select 1 from ride where ride.quote_id = quote.id);
