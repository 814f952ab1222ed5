-- A change is written with its command by the ledger alone, in one transaction. To look the command up once more for each change, and
-- lock it for that, earned nothing and cost each order three look-ups.
alter table command_change drop constraint command_change_command_id_fkey;
