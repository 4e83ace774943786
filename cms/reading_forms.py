"""Forms of the reading dictionary."""

from django import forms

from cms.models import Abbreviation
from media.reading import plain, read_aloud, shipped
from outreach.models import Ward


class ProposalForm(forms.ModelForm[Abbreviation]):
    """A new reading, and a sentence to hear it in."""

    sentence = forms.CharField(
        label="Câu thử", required=False, max_length=300, help_text="Xem câu này được đọc thế nào."
    )

    class Meta:
        model = Abbreviation
        fields = ["written", "spoken", "kind", "after", "before", "note"]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """What every proposal needs."""
        return [self[name] for name in ("written", "spoken", "sentence")]

    @property
    def detail_fields(self) -> list[forms.BoundField]:
        """What only a few need: a context, a kind, a note."""
        return [self[name] for name in ("kind", "after", "before", "note")]

    @property
    def has_details(self) -> bool:
        """Whether something was typed into the few."""
        return any(self[name].value() for name in ("after", "before", "note"))

    def clean_written(self) -> str:
        written: str = self.cleaned_data["written"].strip()
        if not any(character.isupper() for character in written):
            raise forms.ValidationError("Chữ viết tắt phải có ít nhất một chữ in hoa.")
        return written

    def clean_spoken(self) -> str:
        """Refuse a reading that itself can't be read out."""
        spoken: str = self.cleaned_data["spoken"].strip()
        reading = read_aloud(spoken, dictionary=shipped())
        if reading.problems or plain(reading.text) != plain(spoken):
            raise forms.ValidationError("Viết lời đọc bằng chữ đầy đủ, không số, không viết tắt.")
        return spoken


class VoiceForm(forms.ModelForm[Ward]):
    """How the readers of a ward read."""

    class Meta:
        model = Ward
        fields = ["reading_rate", "speaks_southern"]
