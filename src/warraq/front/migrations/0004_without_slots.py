from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("front", "0003_arrange_fronts")]

    operations = [
        migrations.RemoveField("frontpage", "rails"),
        migrations.DeleteModel("FrontSlot"),
    ]
